using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PadelSaaS.Browser.House;

/// <summary>Writes a screenshot again with 256 colours: a third of the size, so that the repository can keep one of every page.</summary>
internal static class SmallPng
{
    private const int Header = 8;

    public static byte[] Of(byte[] png)
    {
        var (width, height, pixels) = Read(png);
        var counts = new Dictionary<int, int>();
        foreach (var pixel in pixels) counts[pixel] = counts.GetValueOrDefault(pixel) + 1;
        var (colours, places) = Palette.Of(counts);

        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[width + 1];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++) row[x + 1] = places[pixels[(y * width) + x]];
                packed.Write(row);
            }
        }
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3);
        using var file = new MemoryStream();
        file.Write(png.AsSpan(0, Header));
        Write(file, "IHDR", head);
        Write(file, "PLTE", [.. colours.SelectMany(colour => new[] { (byte)(colour >> 16), (byte)(colour >> 8), (byte)colour })]);
        Write(file, "IDAT", rows.ToArray());
        Write(file, "IEND", []);
        return file.ToArray();
    }

    // What Chromium writes: eight bits a channel, RGB or RGBA without transparency, not interlaced.
    private static (int Width, int Height, int[] Pixels) Read(byte[] png)
    {
        int width = 0, height = 0, channels = 3;
        using var packed = new MemoryStream();
        for (var at = Header; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var data = png.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(png, at + 4, 4))
            {
                case "IHDR":
                    (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[9] == 6 ? 4 : 3);
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
            }
            at += length + 12;
        }
        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        return (width, height, Unfilter(rows, width, height, channels));
    }

    private static int[] Unfilter(Stream rows, int width, int height, int channels)
    {
        var pixels = new int[width * height];
        var (above, row, kind) = (new byte[width * channels], new byte[width * channels], new byte[1]);
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(kind);
            rows.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                var (left, corner) = i >= channels ? (row[i - channels], above[i - channels]) : ((byte)0, (byte)0);
                row[i] += kind[0] switch { 1 => left, 2 => above[i], 3 => (byte)((left + above[i]) / 2), 4 => Nearest(left, above[i], corner), _ => 0 };
            }
            for (var x = 0; x < width; x++) pixels[(y * width) + x] = (row[x * channels] << 16) | (row[(x * channels) + 1] << 8) | row[(x * channels) + 2];
            (above, row) = (row, above);
        }
        return pixels;
    }

    // The predictor of Paeth, as the format defines it.
    private static byte Nearest(byte left, byte above, byte corner)
    {
        var guess = left + above - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }

    private static void Write(MemoryStream file, string kind, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(kind, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Checksum(chunk.AsSpan(4, data.Length + 4)));
        file.Write(chunk);
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        foreach (var one in data)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }
        return ~sum;
    }
}
