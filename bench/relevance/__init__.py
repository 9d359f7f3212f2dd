"""How often people who look for an organisation they know find it first, with names spoilt as people spoil them."""
