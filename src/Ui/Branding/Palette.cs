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

        Family(colours, "primary", dark ? Lifted(primary) : primary, grounds, dark);
        Family(colours, "accent", dark ? Lifted(accent) : accent, grounds, dark);
        foreach (var (name, hue) in Tones)
            Family(colours, name, new Colour(dark ? 0.7 : 0.56, 0.15, hue), grounds, dark);

        // The accent exactly as the club picked it, for marks that say nothing and so need no contrast.
        colours.Add(("spark", accent));
        Hero(colours, primary, accent, dark);
        return [.. colours.Select(colour => (colour.Item1, colour.Item2.Hex()))];
    }

    /// <summary>The front of a site: always deep, with white letters and one bright thing to press.</summary>
    private static void Hero(List<(string, Colour)> colours, Colour primary, Colour accent, bool dark)
    {
        // A yellow made dark is brown. A bright club stands on near-black instead and keeps its colour for what is pressed.
        var bright = primary.Lightness > 0.68;
        var hero = bright
            ? new Colour(0.25, 0.015, primary.Hue)
            : primary with { Lightness = dark ? 0.27 : Math.Clamp(primary.Lightness, 0.27, 0.4), Chroma = Math.Min(primary.Chroma, 0.16) };
        var deep = hero with { Lightness = hero.Lightness - 0.09 };
        var light = bright ? primary : accent;
        var act = Fill(light, [hero, deep]);
        colours.Add(("hero", hero));
        colours.Add(("hero-deep", deep));
        colours.Add(("hero-soft", new Colour(0.86, 0.02, primary.Hue).Against(4.5, hero)));
        colours.Add(("hero-mark", light.Against(4.5, hero, deep)));
        colours.Add(("hero-act", act));
        colours.Add(("hero-act-over", Over(act, [hero, deep])));
        colours.Add(("on-hero-act", act.On()));
    }

    /// <summary>A colour bright enough for a dark screen; what gains light gains a little chroma too, or navy would turn to slate.</summary>
    private static Colour Lifted(Colour colour) => colour.Lightness >= 0.62
        ? colour
        : colour with { Lightness = 0.62, Chroma = Math.Min(colour.Chroma * 1.4, Math.Max(colour.Chroma, 0.15)) };

    /// <summary>A colour's fill, what stands on it, its pale tint, and the shade that can be read as text on tint and ground.</summary>
    private static void Family(List<(string, Colour)> colours, string name, Colour wanted, Colour[] grounds, bool dark)
    {
        var fill = Fill(wanted, grounds);
        var over = Over(fill, grounds);
        var tint = dark
            ? new Colour(0.262, Math.Min(wanted.Chroma, 0.042), wanted.Hue)
            : new Colour(0.957, Math.Min(wanted.Chroma, 0.035), wanted.Hue);
        colours.Add((name, fill));
        colours.Add(($"on-{name}", fill.On()));
        colours.Add(($"{name}-over", over));
        colours.Add(($"{name}-tint", tint));
        var text = dark ? wanted with { Lightness = Math.Max(wanted.Lightness, 0.76) } : wanted;
        colours.Add(($"{name}-text", text.Against(dark ? 6 : 4.5, [.. grounds, tint])));
    }

    /// <summary>The nearest lightness at which the fill stands out from the page and its own label can be read.</summary>
    private static Colour Fill(Colour wanted, Colour[] grounds) =>
        Nearest(wanted, colour => Colour.Contrast(colour.On(), colour) >= 4.5 && grounds.All(ground => Colour.Contrast(colour, ground) >= 3));

    /// <summary>The fill under a pointer: a step away from its label, which stays the same.</summary>
    private static Colour Over(Colour fill, Colour[] grounds)
    {
        var label = fill.On();
        // White letters want it darker, except on what is nearly black already: there a step is only seen towards the light.
        var step = label == Colour.White && fill.Lightness > 0.35 ? -0.06 : 0.06;
        return Nearest(
            fill with { Lightness = fill.Lightness + step },
            colour => Colour.Contrast(label, colour) >= 4.5 && grounds.All(ground => Colour.Contrast(colour, ground) >= 3));
    }

    private static Colour Nearest(Colour wanted, Func<Colour, bool> good)
    {
        for (var step = 0; step <= 100; step++)
        {
            foreach (var lightness in (ReadOnlySpan<double>)[wanted.Lightness - (step / 100.0), wanted.Lightness + (step / 100.0)])
            {
                var colour = wanted with { Lightness = Math.Clamp(lightness, 0, 1) };
                if (good(colour))
                    return colour;
            }
        }

        return wanted;
    }
}
