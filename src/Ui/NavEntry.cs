using PadelSaaS.Platform.Http;

namespace PadelSaaS.Ui;

/// <summary>A link that a service adds to the navigation of a door, so that layouts need not know which services run.</summary>
/// <param name="Label">English label; a key of <paramref name="Words"/>.</param>
/// <param name="Icon">Name of an icon in <c>Icons/names.txt</c>.</param>
/// <param name="Order">Lower comes first. The club's own links have 10 (Home), 20 (Book), 30 (My bookings) and 90 (Desk).</param>
/// <param name="Words">Class whose resources translate the label.</param>
/// <param name="Ability">Ability a caller needs to see the link; <see langword="null"/> for everybody.</param>
/// <param name="Under">Path of the page that shows the link in a row of its own (<c>SubNav</c>); <see langword="null"/> for the main navigation, which has room for seven.</param>
public sealed record NavEntry(Door Door, string Path, string Label, string Icon, int Order, Type Words, string? Ability = null, string? Under = null);
