namespace PadelSaaS.Ui.Branding;

/// <summary>
/// All colours of a page, made from two. Text reaches 4.5:1 on every ground it may stand on, outlines and marks reach 3:1
/// (WCAG 2.2, 1.4.3 and 1.4.11), whatever the club picked.
/// </summary>
internal static class Palette
{
    private static readonly (string Name, double Hue)[] Tones = [("good", 155), ("warn", 78), ("bad", 25), ("info", 245)];

    /// <summary>Names and values of the custom properties for a light or a dark screen.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Brand brand, bool dark)
    {
        var primary = Colour.FromHex(brand.Primary);
        var accent = Colour.FromHex(brand.Accent);
        // Greys carry a trace of the club's hue: that is what makes a page look like one piece.
        var tint = Math.Min(primary.Chroma, 0.1) / 10;
        Colour Grey(double lightness, double strength = 1) => new(lightness, tint * strength, primary.Hue);

        var ground = dark ? Grey(0.165) : Grey(0.982, 0.5);
        var surface = dark ? Grey(0.205) : Colour.White;
        var fill = dark ? Grey(0.25) : Grey(0.958, 0.8);
        var fillStrong = dark ? Grey(0.295) : Grey(0.925);
        Colour[] grounds = [ground, surface, fill];

        var colours = new List<(string, Colour)>
        {
            ("ground", ground), ("surface", surface), ("fill", fill), ("fill-strong", fillStrong),
            ("line", dark ? Grey(0.31) : Grey(0.91)),
            ("edge", (dark ? Grey(0.5, 1.5) : Grey(0.72, 1.5)).Against(3, ground, surface)),
            ("text", dark ? Grey(0.955, 0.5) : Grey(0.215, 2)),
            ("soft", (dark ? Grey(0.74) : Grey(0.5, 2)).Against(4.5, [.. grounds, fillStrong])),
        };

        Family(colours, "primary", primary with { Lightness = dark ? Math.Max(primary.Lightness, 0.6) : primary.Lightness }, grounds, dark);
        Family(colours, "accent", accent with { Lightness = dark ? Math.Max(accent.Lightness, 0.6) : accent.Lightness }, grounds, dark);
        foreach (var (name, hue) in Tones)
            Family(colours, name, new Colour(dark ? 0.7 : 0.56, 0.15, hue), grounds, dark);

        var hero = primary with { Lightness = dark ? 0.27 : Math.Clamp(primary.Lightness, 0.27, 0.4), Chroma = Math.Min(primary.Chroma, 0.16) };
        colours.Add(("hero", hero));
        colours.Add(("hero-deep", hero with { Lightness = hero.Lightness - 0.09 }));
        var mark = accent.Against(4.5, hero, hero with { Lightness = hero.Lightness - 0.09 });
        colours.Add(("hero-mark", mark));
        colours.Add(("hero-mark-over", mark with { Lightness = Math.Min(mark.Lightness + 0.05, 1) }));
        colours.Add(("on-hero-mark", new Colour(0.16, Math.Min(accent.Chroma, 0.03), accent.Hue).Against(4.5, mark)));
        colours.Add(("hero-soft", new Colour(0.86, 0.02, primary.Hue).Against(4.5, hero)));
        return [.. colours.Select(colour => (colour.Item1, colour.Item2.Hex()))];
    }

    /// <summary>A colour's fill, what stands on it, its pale tint, and the shade that can be read as text on tint and ground.</summary>
    private static void Family(List<(string, Colour)> colours, string name, Colour wanted, Colour[] grounds, bool dark)
    {
        var fill = Fill(wanted, grounds);
        var over = Fill(fill with { Lightness = fill.Lightness + (dark || fill.Lightness < 0.35 ? 0.06 : -0.06) }, grounds);
        var tint = dark
            ? new Colour(0.27, Math.Min(wanted.Chroma, 0.06), wanted.Hue)
            : new Colour(0.957, Math.Min(wanted.Chroma, 0.035), wanted.Hue);
        colours.Add((name, fill));
        colours.Add(($"on-{name}", fill.On()));
        colours.Add(($"{name}-over", over));
        colours.Add(($"{name}-tint", tint));
        var text = dark ? wanted with { Lightness = Math.Max(wanted.Lightness, 0.76) } : wanted;
        colours.Add(($"{name}-text", text.Against(dark ? 6 : 4.5, [.. grounds, tint])));
    }

    /// <summary>The nearest lightness at which the fill stands out from the page and its own label can be read.</summary>
    private static Colour Fill(Colour wanted, Colour[] grounds)
    {
        for (var step = 0; step <= 100; step++)
        {
            foreach (var lightness in (ReadOnlySpan<double>)[wanted.Lightness - (step / 100.0), wanted.Lightness + (step / 100.0)])
            {
                var colour = wanted with { Lightness = Math.Clamp(lightness, 0, 1) };
                if (Colour.Contrast(colour.On(), colour) >= 4.5 && grounds.All(ground => Colour.Contrast(colour, ground) >= 3))
                    return colour;
            }
        }

        return wanted;
    }
}
