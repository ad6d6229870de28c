namespace PadelSaaS.Browser.House;

/// <summary>Chooses 256 colours for a picture by median cut: the box of colours with the largest error is split until there are enough.</summary>
internal static class Palette
{
    private const int Most = 256;

    /// <summary>The colours, and for each colour of the picture (0xRRGGBB) the number of the one that stands for it.</summary>
    public static (IReadOnlyList<int> Colours, IReadOnlyDictionary<int, byte> Places) Of(IReadOnlyDictionary<int, int> counts)
    {
        var boxes = new List<Box> { new([.. counts.Select(pair => (pair.Key, pair.Value))]) };
        while (boxes.Count < Most && boxes.MaxBy(box => box.Error) is { Error: > 0 } worst)
        {
            boxes.Remove(worst);
            var (low, high) = worst.Split();
            boxes.Add(low);
            boxes.Add(high);
        }
        var places = new Dictionary<int, byte>(counts.Count);
        for (var i = 0; i < boxes.Count; i++)
            foreach (var (colour, _) in boxes[i].Colours) places[colour] = (byte)i;
        return ([.. boxes.Select(box => box.Mean)], places);
    }

    private static int Part(int colour, int channel) => (colour >> (8 * channel)) & 255;

    private sealed class Box
    {
        private readonly int widest;

        public Box((int Colour, int Count)[] colours)
        {
            Colours = colours;
            var ranges = Enumerable.Range(0, 3).Select(channel => colours.Max(one => Part(one.Colour, channel)) - colours.Min(one => Part(one.Colour, channel))).ToList();
            widest = ranges.IndexOf(ranges.Max());
            Error = Math.Pow(ranges[widest], 2) * Math.Sqrt(colours.Sum(one => (double)one.Count));
            Mean = Enumerable.Range(0, 3).Sum(channel => Average(channel) << (8 * channel));
        }

        public (int Colour, int Count)[] Colours { get; }

        public double Error { get; }

        public int Mean { get; }

        // At the mean, not in the middle of the crowd: a few dark letters on much white get colours of their own.
        public (Box Low, Box High) Split()
        {
            var middle = Average(widest);
            var low = Colours.Where(one => Part(one.Colour, widest) <= middle).ToArray();
            if (low.Length == Colours.Length) low = [.. Colours.Where(one => Part(one.Colour, widest) < middle)];
            return (new Box(low), new Box([.. Colours.Except(low)]));
        }

        private int Average(int channel) => (int)(Colours.Sum(one => (double)Part(one.Colour, channel) * one.Count) / Colours.Sum(one => (double)one.Count));
    }
}
