using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.Looks;

/// <summary>How well something can be read with a look's colours.</summary>
/// <param name="What">An English sentence for it.</param>
/// <param name="Letters">Colour of what is read, as pages show it.</param>
/// <param name="Ground">What it stands on, as pages show it.</param>
/// <param name="Ratio">WCAG contrast of the two, 1 to 21.</param>
/// <param name="Needed">What WCAG 2.2 AA asks for.</param>
/// <param name="Picked">The contrast the picked colour would have had; <see langword="null"/> where it is shown as picked.</param>
internal sealed record Legible(string What, string Letters, string Ground, double Ratio, double Needed, double? Picked);

/// <summary>Says what becomes of the colours a club picks: pages shift them until they can be read, and the club should know.</summary>
internal static class Legibility
{
    /// <summary>Where colours meet on a page.</summary>
    public static List<Legible> Of(Brand brand, bool dark)
    {
        string Shown(string name) => Theme.Colour(brand, name, dark);
        return
        [
            Pair("Buttons", Shown("on-primary"), Shown("primary"), 4.5, brand.Primary, onGround: true),
            Pair("Links", Shown("primary-text"), Shown("ground"), 4.5, brand.Primary, onGround: false),
            Pair("Highlights", Shown("on-accent"), Shown("accent"), 4.5, brand.Accent, onGround: true),
            Pair("Head of the front page", "#ffffff", Shown("hero"), 4.5, brand.Primary, onGround: true),
        ];
    }

    private static Legible Pair(string what, string letters, string ground, double needed, string picked, bool onGround)
    {
        var isAsPicked = string.Equals(onGround ? ground : letters, picked, StringComparison.Ordinal);
        return new Legible(what, letters, ground, Contrast(letters, ground), needed, isAsPicked ? null : onGround ? Contrast(letters, picked) : Contrast(picked, ground));
    }

    private static double Contrast(string one, string other) => Colour.Contrast(Colour.FromHex(one), Colour.FromHex(other));
}
