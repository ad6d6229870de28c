using System.Security.Cryptography;
using PadelSaaS.Platform.Storage;

namespace PadelSaaS.Venues.Photos;

/// <summary>A picture somebody sent, made anew.</summary>
/// <param name="Checksum">Of what was sent.</param>
/// <param name="Sizes">WebP files by width, smallest first.</param>
/// <param name="Height">Of the largest.</param>
internal sealed record MadePhoto(string Checksum, IReadOnlyList<(int Width, byte[] Content)> Sizes, int Height);

/// <summary>Makes a photo of what was sent, in a few widths.</summary>
internal static class PhotoMaker
{
    public const int MostBytes = 5 * 1024 * 1024;
    public const int LeastWidth = 480;
    private const int Quality = 82;
    private static readonly int[] Widths = [LeastWidth, 960, 1600];

    /// <summary>The photo, or the sentence why not.</summary>
    public static Task<Made<MadePhoto>> MakeAsync(byte[] sent, CancellationToken stop) => Raster.MakeAsync(sent, MostBytes, picture => Make(picture, sent), stop);

    private static Made<MadePhoto> Make(Raster picture, byte[] sent)
    {
        if (picture.Width < LeastWidth) return new("At least {0} pixels wide.", LeastWidth);
        var sizes = new List<(int Width, byte[] Content)>();
        var tall = 0;
        foreach (var wide in Widths.Where(wide => wide <= picture.Width))
        {
            tall = (int)Math.Max(1, Math.Round((double)wide * picture.Height / picture.Width));
            sizes.Add((wide, picture.Webp(wide, tall, Quality)));
        }
        return new(new MadePhoto(Convert.ToHexStringLower(SHA256.HashData(sent)), sizes, tall));
    }
}
