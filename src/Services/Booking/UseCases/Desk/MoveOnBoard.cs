using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>
/// A booking is dragged over the board: what a place would mean is said before it is dropped there, and one step can be undone. The page
/// of the change does the same without a script.
/// </summary>
internal sealed class MoveOnBoard(Moving moving, UndoingMove undoing, ShowBoard board, IStringLocalizer<BookingWords> t)
{
    /// <summary>What dropping it here would mean, said in the page's language.</summary>
    /// <param name="Said">Price and difference, or why it cannot be.</param>
    /// <param name="Possible">Whether it may be dropped.</param>
    /// <param name="NeedsReason">Whether staff are asked why first: money goes back, or a rule is set aside.</param>
    /// <param name="QuotedMinor">The price that was said, to be sent with the move.</param>
    private sealed record Preview(string Said, bool Possible, bool NeedsReason = false, long? QuotedMinor = null);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/move", (Guid booking, Guid court, DateTimeOffset start, int duration, MoveOnBoard move, CancellationToken stop) => move.PreviewAsync(booking, court, start, duration, stop)).Needs(Access.Manage);
        doors.Club.MapPost("/desk/move", (IFormCollection form, MoveOnBoard move, CancellationToken stop) => move.MoveAsync(form, stop)).MovesMoney().Needs(Access.Manage);
        doors.Club.MapPost("/desk/undo", (IFormCollection form, MoveOnBoard move, CancellationToken stop) => move.UndoAsync(form, stop)).Needs(Access.Manage);
    }

    private async Task<IResult> PreviewAsync(Guid booking, Guid court, DateTimeOffset start, int duration, CancellationToken stop)
    {
        if (!Horizon.IsThinkable(start) || duration is <= 0 or > 1440) return Refusal.Malformed("start", "An instant such as 2026-11-24T18:00:00Z is needed.");
        var outcome = await moving.PreviewAsync(booking, null, new Move(court, start.ToUniversalTime(), duration), stop);
        if (outcome.Refusal is { Status: StatusCodes.Status404NotFound } missing) return missing;
        return TypedResults.Ok(outcome.Refusal is { } refusal
            ? new Preview(t[refusal.Sentence], false)
            : new Preview(Say(outcome), true, outcome.NeedsReason, outcome.Offer!.Price.AmountMinor));
    }

    private async Task<IResult> MoveAsync(IFormCollection form, CancellationToken stop)
    {
        if (!Guid.TryParse(form["booking"], out var id) || !Guid.TryParse(form["court"], out var court) || !int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var minutes)
            || !DateTimeOffset.TryParse(form["start"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) || !Horizon.IsThinkable(start) || minutes is <= 0 or > 1440)
            return Results.Redirect("/desk");

        var checks = new Checks();
        var quoted = long.TryParse(form["quoted"], CultureInfo.InvariantCulture, out var price) ? price : (long?)null;
        var move = new Move(court, start.ToUniversalTime(), minutes, quoted, checks.Optional(form["reason"], "reason", 300));
        if (!checks.Pass) return await AgainAsync(form, checks.Errors.Values.First()[0], StatusCodes.Status400BadRequest, stop);
        return await ShowAsync(form, await moving.MoveAsync(id, null, move, null, stop), stop);
    }

    private async Task<IResult> UndoAsync(IFormCollection form, CancellationToken stop) =>
        Guid.TryParse(form["booking"], out var id) ? await ShowAsync(form, await undoing.UndoAsync(id, stop), stop) : Results.Redirect("/desk");

    private async Task<IResult> ShowAsync(IFormCollection form, MoveOutcome outcome, CancellationToken stop) => outcome.Refusal is { } refusal
        ? await AgainAsync(form, t[refusal.Sentence], refusal.Status, stop)
        : Results.Redirect($"{ShowBoard.Path(outcome.Venue!, outcome.Booking!.StartsAt)}&moved={outcome.Booking.Code}");

    private Task<IResult> AgainAsync(IFormCollection form, string sentence, int status, CancellationToken stop) => board.AgainAsync(form["venue"], form["date"], sentence, status, stop);

    private string Say(MoveOutcome outcome)
    {
        var (offer, zone) = (outcome.Offer!, outcome.Booking!.Zone);
        var difference = offer.Difference.AmountMinor switch
        {
            > 0 => $"+{MoneyText.Format(offer.Difference)}",
            < 0 => $"−{MoneyText.Format(new Money(-offer.Difference.AmountMinor, offer.Difference.Currency))}",
            _ => t["same price"].Value,
        };
        var parts = new List<string> { $"{offer.CourtName} · {TimeText.TimeRange(offer.Start, offer.End, zone)}", $"{MoneyText.Format(offer.Price)} ({difference})" };
        if (offer.Refund.AmountMinor > 0) parts.Add(t["{0} goes back", MoneyText.Format(offer.Refund)]);
        if (offer.Due.AmountMinor > 0 && outcome.Booking.PaidMinor > 0) parts.Add(t["{0} to pay at the club", MoneyText.Format(offer.Due)]);
        if (outcome.NeedsReason && outcome.Overrides is { } rule) parts.Add(t["Sets aside: {0}", t[DeskRules.Word(rule)]]);
        return string.Join(" · ", parts);
    }
}
