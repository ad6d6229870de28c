using PadelSaaS.Contracts;

namespace PadelSaaS.Ui.Parts;

/// <summary>A day of a <see cref="DayStrip"/>.</summary>
/// <param name="Closed">Shown, but it leads nowhere.</param>
/// <param name="Note">A word under the date, such as a holiday's name.</param>
public sealed record DayLink(DateOnly Date, string Href, bool Closed = false, string? Note = null);

/// <summary>The free times of one court.</summary>
/// <param name="Detail">What tells it from the next one: <c>Indoor · Panoramic</c>.</param>
public sealed record CourtSlots(string Name, string? Detail, IReadOnlyList<FreeSlot> Free);

/// <summary>A free time of a court. A link with <paramref name="Href"/>; otherwise a button that sends <paramref name="Value"/> with the form around the grid.</summary>
/// <param name="Selected">The visitor's present choice.</param>
public sealed record FreeSlot(DateTimeOffset Start, DateTimeOffset End, Money Price, string? Href = null, string? Value = null, bool Selected = false);

/// <summary>A court of a <see cref="BoardGrid"/>.</summary>
public sealed record BoardCourt(Guid Id, string Name, string? Detail = null);

/// <summary>Something on the board: a booking, a hold, a closure.</summary>
/// <param name="Title">Who.</param>
/// <param name="Detail">How many, paid or not.</param>
/// <param name="Href">Its page.</param>
/// <param name="Icon">What kind of thing it is, for people who cannot tell the colours apart.</param>
public sealed record BoardItem(Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string Title, string? Detail, Tone Tone, string? Href = null, string? Icon = null)
{
    internal const string NoteIcon = "message-square";

    /// <summary>What it is named by in the page.</summary>
    public Guid? Id { get; init; }

    /// <summary><c>player</c>, <c>walk-in</c>, <c>lesson</c>, <c>series</c>, <c>block</c>, <c>tournament</c>.</summary>
    public string Kind { get; init; } = "player";

    /// <summary>The kind as people say it.</summary>
    public string? KindWord { get; init; }

    /// <summary><c>paid</c>, <c>due</c> or <c>held</c>; nothing where there is nothing to pay.</summary>
    public string? Pay { get; init; }

    /// <summary>What staff wrote about it.</summary>
    public string? Note { get; init; }

    /// <summary>What the desk may note about it now: <c>arrive</c>, <c>miss</c>, both or nothing.</summary>
    public string? May { get; init; }

    /// <summary>Whether it can be dragged to another place.</summary>
    public bool Movable { get; init; }

    /// <summary>What the quick search looks in, beside what can be read.</summary>
    public string? Find { get; init; }

    internal string? PayIcon => Pay switch { "paid" => "circle-check", "due" => "banknote", "held" => "hourglass", _ => null };

    internal IEnumerable<string> Icons => new[] { Icon, PayIcon, Note is null ? null : NoteIcon }.OfType<string>();
}
