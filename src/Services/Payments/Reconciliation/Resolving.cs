using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>
/// Sets a difference right, by the way that fits it: the provider is asked and our books follow by the paths they always take; a fee is posted; money that came
/// twice or for nothing is sent back; and what nothing else explains is taken into the books under <c>difference</c>, with a reason.
/// </summary>
internal sealed class Resolving(
    UnitOfWork work, Providers providers, Books books, ProviderWord word, Following following, Reconciling reconciling, IMoneyLimits limits, Visit visit, TimeProvider clock)
{
    public const string Ask = "asked", Fee = "fee", Difference = "difference", GiveBack = "given_back";
    public const int LongestReason = 200;

    public static readonly Refusal NoDifference = Refusal.NotFound("This difference");
    public static readonly Refusal ResolvedBefore = Refusal.Conflict("difference_resolved", "This was resolved before.");
    public static readonly Refusal StillThere = Refusal.Conflict("still_different", "The provider was asked, and it still says something else.");
    public static readonly Refusal NoReason = Refusal.Malformed("reason", "A reason of at most 200 characters is needed.");
    public static readonly Refusal NotThisWay = Refusal.Malformed("way", "This difference cannot be resolved this way.");
    public static readonly Refusal NotOwner = Refusal.Conflict("owner_needed", "Only who runs the club may take a difference into the books.");
    private static readonly Refusal Refused = Refusal.Conflict("provider_refused", "The provider refused to send this money back.");
    private static readonly Refusal Down = new("payment_unavailable", StatusCodes.Status503ServiceUnavailable, "This provider does not answer at the moment. Please try again later.");

    /// <summary>The ways that fit, the best first.</summary>
    public static IReadOnlyList<string> WaysOf(ReconciliationDifference of) => (of.Kind, of.What) switch
    {
        (DifferenceKind.Twice, _) or (DifferenceKind.MissingHere, MovementKind.Payment) => [GiveBack, Difference],
        (DifferenceKind.MissingHere, MovementKind.Fee) or (DifferenceKind.FeeDiffers, _) => [Fee],
        (DifferenceKind.MissingHere, MovementKind.Refund) when of.PaymentId is null => [Difference],
        (DifferenceKind.MissingHere, MovementKind.Other) or (DifferenceKind.AmountDiffers, _) => [Difference],
        (DifferenceKind.MissingThere, _) => [Ask, Difference],
        _ => [Ask],
    };

    /// <returns>Why not; <see langword="null"/> when it is resolved.</returns>
    public async Task<Refusal?> ResolveAsync(Guid id, string way, string? reason, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var row = await work.Model<PaymentsModel>().ReconciliationDifferences.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        if (row is null) return NoDifference;
        if (!row.IsOpen) return ResolvedBefore;
        if (!WaysOf(row).Contains(way)) return NotThisWay;
        if (way is Difference or GiveBack && reason is not { Length: > 0 and <= LongestReason }) return NoReason;
        if (!visit.Caller.May(Ability.TakePayments)) return Refusal.Forbidden();
        if (way != Ask && !visit.Caller.May(Ability.ManageTenant)) return NotOwner;
        try
        {
            return way switch { Ask => await AskAsync(row, stop), GiveBack => await GiveBackAsync(row, reason!, stop), _ => await PostAsync(row, way, reason, stop) };
        }
        catch (ProviderDownException)
        {
            return Down;
        }
    }

    private async Task<Refusal?> AskAsync(ReconciliationDifference row, CancellationToken stop)
    {
        try
        {
            if (row is { What: MovementKind.Payment, PaymentId: { } payment }) await word.AskAsync(payment, stop);
            else await following.FollowAsync(row, stop);
        }
        catch (InvalidOperationException)
        {
            // It says another amount than ours, or nothing of it: the difference stays.
            await work.RollbackAsync();
        }
        if (await reconciling.IsStillThereAsync(row, stop)) return StillThere;
        return await CloseAsync(row.Id, Ask, null, _ => Task.CompletedTask, stop);
    }

    private Task<Refusal?> PostAsync(ReconciliationDifference row, string way, string? reason, CancellationToken stop) => CloseAsync(row.Id, way, reason, async open =>
    {
        var model = work.Model<PaymentsModel>();
        var line = open.LineId is null ? null : await model.StatementLines.AsNoTracking().FirstOrDefaultAsync(one => one.Provider == open.Provider && one.Id == open.LineId, stop);
        var seen = open.PaymentId is null ? null : await model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == open.PaymentId, stop);
        var payment = seen is null ? null : (await model.LockSameAsync(seen, stop)).Single(one => one.Id == seen.Id);
        await books.PostAsync((open.Kind, line, payment) switch
        {
            (DifferenceKind.FeeDiffers, { } said, { } ours) => Correction.OfFee(open, said, ours),
            (DifferenceKind.AmountDiffers, { } said, _) => Correction.OfAmount(open, said),
            (DifferenceKind.MissingThere, _, _) => Correction.OfMissing(open, await EntryAsync(open, stop)),
            (_, { } said, _) => Correction.OfLine(open, said),
            _ => throw new InvalidOperationException($"Difference {open.Id} has no line."),
        } with
        {
            PaymentId = open.PaymentId,
            BookingId = payment?.BookingId,
            Provider = open.Provider,
            ProviderReference = open.Reference,
            Note = reason,
        }, stop);
    }, stop);

    private async Task<Refusal?> GiveBackAsync(ReconciliationDifference row, string reason, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var line = await work.Model<PaymentsModel>().StatementLines.AsNoTracking().SingleAsync(one => one.Provider == row.Provider && one.Id == row.LineId, stop);
        var amount = new Money(line.AmountMinor, line.Currency);
        var over = visit.Caller.AccountId is { } hand ? await limits.TakeAsync(hand, amount, stop) : null;
        if (over is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        if (over is not null) return DeskRefusals.Over(over);

        // The difference's id is the key: sent again after a crash, it goes back once, and the refund is known by it.
        var provider = providers.Find(row.Provider) ?? throw new ProviderDownException(row.Provider, "it is not configured here");
        var answer = await provider.RefundAsync(line.Reference!, amount, amount with { AmountMinor = line.CommissionMinor }, row.Id, stop);
        if (answer.State == RefundState.Refused) return Refused;
        return await CloseAsync(row.Id, GiveBack, reason, async open =>
        {
            await books.PostAsync(Correction.OfLine(open, line) with { Provider = row.Provider, ProviderReference = row.Reference, Note = reason }, stop);
            await books.PostAsync(Correction.OfGivingBack(open, line) with { Provider = row.Provider, ProviderReference = answer.Reference, Note = reason }, stop);
        }, stop);
    }

    private async Task<Refusal?> CloseAsync(Guid id, string way, string? reason, Func<ReconciliationDifference, Task> act, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var open = await work.Model<PaymentsModel>().ReconciliationDifferences.FromSql($"select * from reconciliation_differences where id = {id} for update").SingleAsync(stop);
        if (!open.IsOpen)
        {
            await work.RollbackAsync();
            // The comparison of the night may have been faster; what was asked for is so.
            return open.Resolution is ReconciliationDifference.Agrees ? null : ResolvedBefore;
        }
        await act(open);
        open.Resolve(way, reason, visit.Caller.Name, clock.GetUtcNow());
        work.Audit(new Act("reconciliation.resolved", "payment", $"{open.PaymentId ?? open.Id}")
        {
            Reason = reason,
            Changes = [new Changed(open.Kind, Plain(open.OursMinor), Plain(open.TheirsMinor)), new Changed("way", null, way)],
        });
        await work.CommitAsync(stop);
        return null;

        string? Plain(long? minor) => minor is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount} {open.Currency}") : null;
    }

    // What we posted when we thought that it had moved.
    private async Task<IReadOnlyList<Line>> EntryAsync(ReconciliationDifference open, CancellationToken stop)
    {
        var lines = new List<Line>();
        await using var read = work.Command("select l.account, l.currency, l.amount_minor from ledger_entries e join ledger_lines l on l.entry_id = e.id where e.key = $1",
            open.RefundId is { } refund ? $"refunded {refund}" : $"settled {open.PaymentId}");
        await using var row = await read.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) lines.Add(new Line(row.GetString(0), new Money(row.GetInt64(2), row.GetString(1))));
        return lines;
    }
}
