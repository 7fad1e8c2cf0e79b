"""A seeded generator of whole numbers (splitmix64), the same on every machine."""

MASK = (1 << 64) - 1


class Dice:
    def __init__(self, *seed):
        self.state = 0
        for part in seed:
            self.state = (self.state ^ part) & MASK
            self.state = self.next()

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n

    def between(self, low, high):
        return low + self.next() % (high - low + 1)

    def pick(self, values):
        return values[self.next() % len(values)]

    def chance(self, percent):
        return self.next() % 100 < percent

    def permille(self, n):
        return self.next() % 1000 < n

    def some(self, values, low, high):
        """Between low and high different values, in their order."""
        count = min(len(values), self.between(low, high))
        order = list(range(len(values)))
        for i in range(count):
            j = i + self.below(len(order) - i)
            order[i], order[j] = order[j], order[i]
        return [values[i] for i in sorted(order[:count])]

    def shuffled(self, values):
        values = list(values)
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]
        return values
