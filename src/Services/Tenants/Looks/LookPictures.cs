using System.Security.Cryptography;
using PadelSaaS.Platform.Storage;

namespace PadelSaaS.Tenants.Looks;

/// <summary>A picture of a look, ready to be stored.</summary>
/// <param name="Name">Made of what it is for and what it shows, so that the same picture is stored once and a new one is never hidden behind a kept one.</param>
internal sealed record LookPicture(string Name, byte[] Content);

/// <summary>Makes the pictures of a look of what was sent: drawings are kept if they are drawings and nothing else, pictures of pixels are made anew in the size that is shown.</summary>
internal static class LookPictures
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int MostOfDrawing = 200 * 1024;
    private const int IconSize = 512;

    /// <summary>The names of pictures made here, for the database: others came with the tenant's file.</summary>
    public const string Names = "^(logo|icon|cover)-[0-9a-f]{12}\\.(svg|png|webp)$";

    /// <summary>The picture, or the sentence why not.</summary>
    /// <param name="purpose">One of <see cref="Look.Purposes"/>.</param>
    public static async Task<Made<LookPicture>> MakeAsync(string purpose, byte[] sent, CancellationToken stop)
    {
        if (sent.Length is > 0 and <= MostBytes && !Raster.Is(sent))
        {
            if (!SafeSvg.Is(sent)) return new("A JPEG, PNG or WebP picture is needed, or an SVG drawing without scripts.");
            return sent.Length > MostOfDrawing ? new("A drawing may have at most {0} kB.", MostOfDrawing / 1024) : new(Named(purpose, "svg", sent));
        }
        return await Raster.MakeAsync(sent, MostBytes, picture => purpose switch
        {
            BrandFiles.Logo => Logo(picture),
            BrandFiles.Icon => Icon(picture),
            _ => Cover(picture),
        }, stop);
    }

    // Shown 40 pixels high at most; twice and more of that for sharp screens and print.
    private static Made<LookPicture> Logo(Raster picture)
    {
        if (picture.Height < 40) return new("At least {0} pixels high.", 40);
        var scale = Math.Min(1, Math.Min(160.0 / picture.Height, 800.0 / picture.Width));
        return new(Named(BrandFiles.Logo, "png", picture.Png((int)Math.Max(1, picture.Width * scale), (int)Math.Max(1, picture.Height * scale))));
    }

    private static Made<LookPicture> Icon(Raster picture)
    {
        if (Math.Abs(picture.Width - picture.Height) > picture.Width / 50) return new("A square picture is needed.");
        if (picture.Width < 192) return new("At least {0} pixels wide.", 192);
        var size = Math.Min(IconSize, picture.Width);
        return new(Named(BrandFiles.Icon, "png", picture.Png(size, size)));
    }

    private static Made<LookPicture> Cover(Raster picture)
    {
        if (picture.Width < 1200) return new("At least {0} pixels wide.", 1200);
        if (picture.Height > picture.Width * 3 / 4) return new("A wide picture is needed: at least four to three.");
        var width = Math.Min(1600, picture.Width);
        return new(Named(BrandFiles.Cover, "webp", picture.Webp(width, (int)Math.Max(1, (double)width * picture.Height / picture.Width), 82)));
    }

    private static LookPicture Named(string purpose, string ending, byte[] content) => new($"{purpose}-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}.{ending}", content);
}
