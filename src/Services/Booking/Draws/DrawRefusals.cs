using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Draws;

/// <summary>Every no about draws.</summary>
internal static class DrawRefusals
{
    public static readonly Refusal ByDraw = Refusal.Conflict("by_draw", "This time is given by draw: enter the draw instead of booking.");

    /// <summary>The same with the moment of the draw.</summary>
    public static Refusal Waits(DrawSpan span) => ByDraw with { More = new Dictionary<string, object?> { ["drawAt"] = span.DrawAt, ["enterAt"] = "/draws" } };

    public static readonly Refusal NoDraw = Refusal.NotFound("This draw");

    public static readonly Refusal NoEntry = Refusal.NotFound("This entry");

    public static readonly Refusal Closed = Refusal.Conflict("draw_closed", "Entries for this draw are closed.");

    public static readonly Refusal EnteredAlready = Refusal.Conflict("entered_already", "You have entered this draw already: one entry for each account.");

    public static readonly Refusal NotInIt = Refusal.Conflict("not_in_the_draw", "One of these starts cannot be had in this draw.") with { Field = "starts" };

    public static readonly Refusal OfferOver = Refusal.Conflict("offer_over", "This court is not held for you any more.");
}
