using System.Security.Cryptography;
using SkiaSharp;

namespace PadelSaaS.Venues.Photos;

/// <summary>A picture somebody sent, made anew.</summary>
/// <param name="Checksum">Of what was sent.</param>
/// <param name="Sizes">WebP files by width, smallest first.</param>
/// <param name="Height">Of the largest.</param>
internal sealed record MadePhoto(string Checksum, IReadOnlyList<(int Width, byte[] Content)> Sizes, int Height);

/// <summary>
/// Makes a photo of what was sent: told by its first bytes, measured before it is unpacked, turned upright and written anew in a few widths.
/// So nothing else that stood in the file goes out again: no place, no camera, no second file behind the picture.
/// </summary>
internal sealed class PhotoMaker : IDisposable
{
    public const int MostBytes = 5 * 1024 * 1024;
    public const int MostPixels = 25_000_000;
    public const int LeastWidth = 480;
    private const int Quality = 82;
    private static readonly int[] Widths = [LeastWidth, 960, 1600];

    // Unpacked, one takes up to a hundred megabytes.
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The photo, or the sentence why not.</summary>
    public async Task<(MadePhoto? Photo, string Fault, object[] Values)> MakeAsync(byte[] sent, CancellationToken stop)
    {
        if (sent.Length == 0) return No("Choose a picture.");
        if (sent.Length > MostBytes) return No("At most {0} MB.", MostBytes / 1024 / 1024);
        if (KindOf(sent) is not { } kind) return No("A JPEG, PNG or WebP picture is needed.");
        await one.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Make(sent, kind), stop);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private static (MadePhoto?, string, object[]) Make(byte[] sent, SKEncodedImageFormat kind)
    {
        using var data = SKData.CreateCopy(sent);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != kind) return No("This picture is damaged.");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels) return No("At most {0} megapixels.", MostPixels / 1_000_000);

        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        if ((isTurned ? height : width) < LeastWidth) return No("At least {0} pixels wide.", LeastWidth);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var unpacked = new SKBitmap(info);
        if (codec.GetPixels(info, unpacked.GetPixels()) != SKCodecResult.Success) return No("This picture is damaged.");

        var sizes = new List<(int Width, byte[] Content)>();
        var tall = 0;
        foreach (var wide in Widths.Where(wide => wide <= (isTurned ? height : width)))
        {
            tall = (int)Math.Max(1, Math.Round((double)wide * (isTurned ? width : height) / (isTurned ? height : width)));
            using var upright = Upright(unpacked, codec.EncodedOrigin, isTurned ? (tall, wide) : (wide, tall));
            using var written = upright.Encode(SKEncodedImageFormat.Webp, Quality);
            sizes.Add((wide, written.ToArray()));
        }
        return (new MadePhoto(Convert.ToHexStringLower(SHA256.HashData(sent)), sizes, tall), "", []);
    }

    // Cameras write the picture as the chip saw it and note how it was held.
    private static SKBitmap Upright(SKBitmap unpacked, SKEncodedOrigin origin, (int Width, int Height) lying)
    {
        var small = unpacked.Resize(unpacked.Info.WithSize(lying.Width, lying.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        if (origin is SKEncodedOrigin.TopLeft) return small;

        var (w, h) = lying;
        var turn = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        };
        using (small)
        {
            var upright = new SKBitmap(origin >= SKEncodedOrigin.LeftTop ? small.Info.WithSize(h, w) : small.Info);
            using var canvas = new SKCanvas(upright);
            canvas.Clear(SKColors.Transparent);
            canvas.SetMatrix(turn);
            canvas.DrawBitmap(small, 0, 0);
            return upright;
        }
    }

    // Neither the name nor what the browser says about it counts.
    private static SKEncodedImageFormat? KindOf(ReadOnlySpan<byte> sent) => sent switch
    {
        [0xFF, 0xD8, 0xFF, ..] => SKEncodedImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => SKEncodedImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => SKEncodedImageFormat.Webp,
        _ => null,
    };

    private static (MadePhoto?, string, object[]) No(string sentence, params object[] values) => (null, sentence, values);
}
