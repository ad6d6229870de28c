using System.Globalization;

namespace PadelSaaS.Ui.Branding;

/// <summary>
/// A colour in OKLCH, where equal steps look equal: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees. Contrast is measured on
/// the sRGB value that a screen shows (WCAG 2.2, relative luminance).
/// </summary>
public readonly record struct Colour(double Lightness, double Chroma, double Hue)
{
    /// <summary>White.</summary>
    public static readonly Colour White = new(1, 0, 0);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">The text is not six hexadecimal digits after a hash.</exception>
    public static Colour FromHex(string hex)
    {
        var (r, g, b) = (Linear(Channel(hex, 1)), Linear(Channel(hex, 3)), Linear(Channel(hex, 5)));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var bb = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        var hue = Math.Atan2(bb, a) * 180 / Math.PI;
        return new((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((a * a) + (bb * bb)), hue < 0 ? hue + 360 : hue);
    }

    /// <summary>The nearest colour a screen can show, as <c>#rrggbb</c>: chroma gives way, lightness and hue stay.</summary>
    public string Hex()
    {
        var colour = this;
        while (colour.Chroma > 0.001 && !colour.Shown())
            colour = colour with { Chroma = colour.Chroma * 0.97 };
        var (r, g, b) = colour.Channels();
        return string.Create(CultureInfo.InvariantCulture, $"#{Byte(r):x2}{Byte(g):x2}{Byte(b):x2}");
    }

    /// <summary>WCAG contrast of two colours as shown, 1 to 21.</summary>
    public static double Contrast(Colour one, Colour other)
    {
        var (x, y) = (Luminance(one.Hex()), Luminance(other.Hex()));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    /// <summary>This colour made darker or lighter, in the direction away from the ground, until it can be told from every ground.</summary>
    /// <param name="ratio">4.5 for text, 3 for outlines and marks.</param>
    public Colour Against(double ratio, params ReadOnlySpan<Colour> grounds)
    {
        var step = grounds[0].Lightness > 0.55 ? -0.01 : 0.01;
        var colour = this;
        for (var tries = 0; tries < 100 && !Reaches(colour, ratio, grounds); tries++)
            colour = colour with { Lightness = Math.Clamp(colour.Lightness + step, 0, 1) };
        return colour;
    }

    /// <summary>Near-black or white, whichever is easier to read on this colour, with a trace of its hue.</summary>
    public Colour On()
    {
        var dark = new Colour(0.18, Math.Min(Chroma, 0.03), Hue);
        return Contrast(White, this) >= 4.5 || Contrast(White, this) >= Contrast(dark, this) ? White : dark;
    }

    private static bool Reaches(Colour colour, double ratio, ReadOnlySpan<Colour> grounds)
    {
        foreach (var ground in grounds)
        {
            if (Contrast(colour, ground) < ratio)
                return false;
        }

        return true;
    }

    private bool Shown()
    {
        var (r, g, b) = Channels();
        return Fits(r) && Fits(g) && Fits(b);
        static bool Fits(double value) => value is >= -0.0005 and <= 1.0005;
    }

    private (double R, double G, double B) Channels()
    {
        var (a, bb) = (Chroma * Math.Cos(Hue * Math.PI / 180), Chroma * Math.Sin(Hue * Math.PI / 180));
        var l = Math.Pow(Lightness + (0.3963377774 * a) + (0.2158037573 * bb), 3);
        var m = Math.Pow(Lightness - (0.1055613458 * a) - (0.0638541728 * bb), 3);
        var s = Math.Pow(Lightness - (0.0894841775 * a) - (1.2914855480 * bb), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static double Luminance(string hex) => (0.2126 * Linear(Channel(hex, 1))) + (0.7152 * Linear(Channel(hex, 3))) + (0.0722 * Linear(Channel(hex, 5)));

    private static double Channel(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static int Byte(double linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        return (int)Math.Round((value <= 0.0031308 ? 12.92 * value : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055) * 255);
    }
}
