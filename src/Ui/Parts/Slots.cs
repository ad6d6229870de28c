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
public sealed record BoardItem(Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string Title, string? Detail, Tone Tone, string? Href = null, string? Icon = null);
