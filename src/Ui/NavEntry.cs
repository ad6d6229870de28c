using PadelSaaS.Platform.Http;

namespace PadelSaaS.Ui;

/// <summary>A link that a service adds to the navigation of a door, so that layouts need not know which services run.</summary>
/// <param name="Label">English label; a key of <paramref name="Words"/>.</param>
/// <param name="Icon">Name of an icon in <c>Icons/names.txt</c>.</param>
/// <param name="Order">Lower comes first. The club's own links have 10 (Home), 20 (Book), 30 (My bookings) and 90 (Desk).</param>
/// <param name="Words">Class whose resources translate the label.</param>
/// <param name="Ability">Ability a caller needs to see the link; <see langword="null"/> for everybody.</param>
/// <param name="Under">Path of the page that shows the link in a row of its own (<c>SubNav</c>), or <see cref="Account"/>; <see langword="null"/> for the main navigation, which has room for seven.</param>
public sealed record NavEntry(Door Door, string Path, string Label, string Icon, int Order, Type Words, string? Ability = null, string? Under = null)
{
    /// <summary>Under this a link stands in the menu of whoever is signed in.</summary>
    public const string Account = "/account";

    /// <summary>
    /// Whether the present club has what the link leads to; always where nothing is said. Asked for every page, while other parts of it are being
    /// drawn: answered from memory, or by a connection of its own.
    /// </summary>
    public Func<IServiceProvider, ValueTask<bool>>? When { get; init; }

    /// <summary>Those of the entries that a caller sees at a door, in order.</summary>
    /// <param name="under">As <see cref="Under"/>.</param>
    public static async ValueTask<List<NavEntry>> ShownAsync(IEnumerable<NavEntry> entries, Visit visit, string? under, IServiceProvider services)
    {
        var shown = new List<NavEntry>();
        foreach (var entry in entries.Where(entry => entry.Door == visit.Door && entry.Under == under && (entry.Ability is null || visit.Caller.May(entry.Ability))).OrderBy(entry => entry.Order))
            if (entry.When is null || await entry.When(services)) shown.Add(entry);
        return shown;
    }
}
