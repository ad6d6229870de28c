using SkiaSharp;

namespace PadelSaaS.Platform.Storage;

/// <summary>
/// A picture of pixels that somebody sent: told by its first bytes, measured before it is unpacked, turned upright and written anew in the sizes that are wanted.
/// So nothing else that stood in the file goes out again: no place, no camera, no second file behind the picture.
/// </summary>
public sealed class Raster : IDisposable
{
    private const int MostPixels = 25_000_000;

    // Unpacked, one takes up to a hundred megabytes.
    private static readonly SemaphoreSlim One = new(1);

    private readonly SKBitmap unpacked;
    private readonly SKEncodedOrigin origin;

    private Raster(SKBitmap unpacked, SKEncodedOrigin origin) => (this.unpacked, this.origin) = (unpacked, origin);

    /// <summary>Pixels from side to side, upright.</summary>
    public int Width => IsTurned ? unpacked.Height : unpacked.Width;

    /// <summary>Pixels from top to bottom, upright.</summary>
    public int Height => IsTurned ? unpacked.Width : unpacked.Height;

    private bool IsTurned => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Whether the first bytes are those of a JPEG, PNG or WebP. Neither a name nor what a browser says about a file counts.</summary>
    public static bool Is(ReadOnlySpan<byte> sent) => KindOf(sent) is not null;

    /// <summary>Unpacks a picture and makes something of it; one at a time in this process.</summary>
    /// <param name="make">Gets the picture, which is gone afterwards.</param>
    /// <returns>What was made, or the sentence why not with what fills its places.</returns>
    public static async Task<Made<T>> MakeAsync<T>(byte[] sent, int mostBytes, Func<Raster, Made<T>> make, CancellationToken stop) where T : class
    {
        if (sent.Length == 0) return new("Choose a picture.");
        if (sent.Length > mostBytes) return new("At most {0} MB.", mostBytes / 1024 / 1024);
        if (KindOf(sent) is not { } kind) return new("A JPEG, PNG or WebP picture is needed.");
        await One.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Make(sent, kind, make), stop);
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>A WebP file of this size.</summary>
    /// <param name="quality">0 to 100.</param>
    public byte[] Webp(int width, int height, int quality) => Written(width, height, SKEncodedImageFormat.Webp, quality);

    /// <summary>A PNG file of this size; what can be seen through stays so.</summary>
    public byte[] Png(int width, int height) => Written(width, height, SKEncodedImageFormat.Png, 100);

    /// <inheritdoc/>
    public void Dispose() => unpacked.Dispose();

    private static Made<T> Make<T>(byte[] sent, SKEncodedImageFormat kind, Func<Raster, Made<T>> make) where T : class
    {
        using var data = SKData.CreateCopy(sent);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != kind) return new("This picture is damaged.");
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels) return new("At most {0} megapixels.", MostPixels / 1_000_000);

        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var picture = new Raster(new SKBitmap(info), codec.EncodedOrigin);
        return codec.GetPixels(info, picture.unpacked.GetPixels()) == SKCodecResult.Success ? make(picture) : new("This picture is damaged.");
    }

    private byte[] Written(int width, int height, SKEncodedImageFormat format, int quality)
    {
        using var upright = Upright(IsTurned ? (height, width) : (width, height));
        using var written = upright.Encode(format, quality);
        return written.ToArray();
    }

    // Cameras write the picture as the chip saw it and note how it was held.
    private SKBitmap Upright((int Width, int Height) lying)
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
            var upright = new SKBitmap(IsTurned ? small.Info.WithSize(h, w) : small.Info);
            using var canvas = new SKCanvas(upright);
            canvas.Clear(SKColors.Transparent);
            canvas.SetMatrix(turn);
            canvas.DrawBitmap(small, 0, 0);
            return upright;
        }
    }

    private static SKEncodedImageFormat? KindOf(ReadOnlySpan<byte> sent) => sent switch
    {
        [0xFF, 0xD8, 0xFF, ..] => SKEncodedImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => SKEncodedImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => SKEncodedImageFormat.Webp,
        _ => null,
    };
}

/// <summary>What was made of a picture, or the sentence why not with what fills its places.</summary>
public sealed record Made<T> where T : class
{
    /// <summary>It was made.</summary>
    public Made(T of) => Of = of;

    /// <summary>It was not.</summary>
    public Made(string fault, params object[] values) => (Fault, Values) = (fault, values);

    /// <summary>What was made; <see langword="null"/> where it was not.</summary>
    public T? Of { get; }

    /// <summary>An English sentence.</summary>
    public string Fault { get; } = "";

    /// <summary>What fills the places of the sentence.</summary>
    public object[] Values { get; } = [];
}
