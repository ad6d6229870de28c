using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>A till with all that went through it.</summary>
public sealed record TillSheet(Till Till, IReadOnlyList<TillMovement> Movements)
{
    /// <summary>What has to lie in the drawer.</summary>
    public Money Expected => Till.Of(Till.ExpectedMinor ?? Till.FloatMinor + Sum(DeskMethod.Cash));

    /// <summary>What was counted beyond what had to lie there; less is negative.</summary>
    public Money? Difference => Till.CountedMinor is { } counted ? Till.Of(counted - Expected.AmountMinor) : null;

    public long Sum(string method, params string[] kinds) => Movements.Where(one => one.Method == method && (kinds.Length == 0 || kinds.Contains(one.Kind))).Sum(one => one.AmountMinor);

    public Money Of(string method, params string[] kinds) => Till.Of(Sum(method, kinds));
}

/// <summary>
/// Opens, moves, counts and closes the drawers of a club. Whoever moves cash holds the till's row in share, whoever closes it holds it alone: nothing
/// slips in between counting up and closing, and of two who close at once the second hears of it. What lies in drawers is the balance of <c>cash</c>.
/// </summary>
internal sealed class TillBook(UnitOfWork work, Books books, IVenues venues, Visit visit, TimeProvider clock)
{
    public const int LongestReason = 200;
    public const long Most = 100_000_000_000;
    private const int MostShown = 50;

    /// <summary>The open till of a venue, held until the open unit of work ends: it cannot be closed meanwhile.</summary>
    public async Task<Till?> HoldOpenAsync(Guid venueId, CancellationToken stop) =>
        await work.Model<PaymentsModel>().Tills.FromSql($"select * from tills where venue_id = {venueId} and closed_at is null for share").AsNoTracking().ToListAsync(stop) is [var one, ..] ? one : null;

    /// <summary>Notes something that went through the desk, in the open unit of work.</summary>
    public void Note(Guid? tillId, string kind, string method, Money amount, Payment? payment, string? reason, string? reference)
    {
        var now = clock.GetUtcNow();
        work.Model<PaymentsModel>().TillMovements.Add(new TillMovement
        {
            Id = Guid.CreateVersion7(now),
            TillId = tillId,
            Kind = kind,
            Method = method,
            AmountMinor = amount.AmountMinor,
            Currency = amount.Currency,
            PaymentId = payment?.Id,
            BookingId = payment?.BookingId,
            Reason = reason,
            Reference = reference,
            At = now,
            By = visit.Caller.AccountId,
            ByName = visit.Caller.Name,
        });
    }

    /// <summary>What must lie in a till that is held.</summary>
    public async Task<long> ExpectedAsync(Till till, CancellationToken stop) =>
        till.FloatMinor + await work.Model<PaymentsModel>().TillMovements.Where(one => one.TillId == till.Id && one.Method == DeskMethod.Cash).SumAsync(one => one.AmountMinor, stop);

    public async Task<(Till? Till, Refusal? Refusal)> OpenAsync(Guid venueId, long floatMinor, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return (null, Refusal.NotFound("This venue"));
        var now = clock.GetUtcNow();
        var till = new Till
        {
            Id = Guid.CreateVersion7(now),
            VenueId = venue.Id,
            VenueName = venue.Name,
            Zone = venue.Zone,
            Currency = venue.Currency,
            FloatMinor = floatMinor,
            OpenedAt = now,
            OpenedBy = visit.Caller.AccountId,
            OpenedByName = visit.Caller.Name,
        };
        await work.BeginAsync(stop);
        work.Model<PaymentsModel>().Tills.Add(till);
        await books.PostAsync(Moved($"till-opened {till.Id}", "till_opened", till.Of(floatMinor)), stop);
        work.Audit(new Act("till.opened", "till", $"{till.Id}", venue.Name) { Changes = [new Changed("float", null, Plain(till.Of(floatMinor)))] });
        try
        {
            await work.CommitAsync(stop);
        }
        catch (DbUpdateException lost) when (lost.InnerException is PostgresException { ConstraintName: "tills_one_open" })
        {
            await work.RollbackAsync();
            return (null, DeskRefusals.TillOpen);
        }
        return (till, null);
    }

    /// <summary>Cash that comes from elsewhere or goes elsewhere: change from the bank, a bill paid, the takings carried away.</summary>
    public async Task<Refusal?> MoveAsync(Guid tillId, bool isIn, long amountMinor, string reason, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        // Held alone: two who take cash out at once cannot both take the last of it.
        if (await LockAsync(tillId, stop) is not { } till) return await UndoAsync(DeskRefusals.NoTill);
        if (!till.IsOpen) return await UndoAsync(DeskRefusals.TillClosed);
        if (!isIn && await ExpectedAsync(till, stop) < amountMinor) return await UndoAsync(DeskRefusals.NotEnoughCash);
        var amount = till.Of(isIn ? amountMinor : -amountMinor);
        Note(till.Id, isIn ? TillMovement.In : TillMovement.Out, DeskMethod.Cash, amount, null, reason, null);
        await books.PostAsync(Moved($"till-moved {Guid.CreateVersion7(clock.GetUtcNow())}", isIn ? "till_in" : "till_out", amount), stop);
        work.Audit(new Act("till.moved", "till", $"{till.Id}", till.VenueName) { Reason = reason, Changes = [new Changed("cash", null, Plain(amount))] });
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Closes a till with what was counted. What is too much or too little is posted and stays to be explained.</summary>
    public async Task<(TillSheet? Sheet, Refusal? Refusal)> CloseAsync(Guid tillId, long countedMinor, string? counts, string? note, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await LockAsync(tillId, stop) is not { } till) return (null, await UndoAsync(DeskRefusals.NoTill));
        if (!till.IsOpen) return (null, await UndoAsync(DeskRefusals.ClosedBefore));
        var expected = await ExpectedAsync(till, stop);
        (till.ClosedAt, till.ClosedBy, till.ClosedByName) = (clock.GetUtcNow(), visit.Caller.AccountId, visit.Caller.Name);
        (till.ExpectedMinor, till.CountedMinor, till.Counts, till.Note) = (expected, countedMinor, counts, note);
        // What was counted leaves the drawer, what was not there has to be explained: nothing stays behind in the books.
        await books.PostAsync(new Entry($"till-closed {till.Id}", "till_closed",
        [
            new Line(Account.Cash, till.Of(-expected)), new Line(Account.Bank, till.Of(countedMinor)), new Line(Account.Difference, till.Of(expected - countedMinor)),
        ]), stop);
        work.Audit(new Act("till.closed", "till", $"{till.Id}", till.VenueName)
        {
            Reason = note,
            Changes = [new Changed("expected", null, Plain(till.Of(expected))), new Changed("counted", null, Plain(till.Of(countedMinor)))],
        });
        await work.CommitAsync(stop);
        return (await ReadAsync(tillId, stop), null);
    }

    /// <summary>Says why what was counted is not what had to be there: once, and only after the count, because nobody knows of it before.</summary>
    public async Task<Refusal?> ExplainAsync(Guid tillId, string reason, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await LockAsync(tillId, stop) is not { } till) return await UndoAsync(DeskRefusals.NoTill);
        if (till.IsOpen || till.Note is not null || till.CountedMinor == till.ExpectedMinor) return await UndoAsync(DeskRefusals.NothingToExplain);
        till.Note = reason;
        work.Audit(new Act("till.explained", "till", $"{till.Id}", till.VenueName)
        {
            Reason = reason,
            Changes = [new Changed("difference", null, Plain(till.Of(till.CountedMinor!.Value - till.ExpectedMinor!.Value)))],
        });
        await work.CommitAsync(stop);
        return null;
    }

    public async Task<TillSheet?> ReadAsync(Guid tillId, CancellationToken stop) => await ReadAsync(tills => tills.Where(till => till.Id == tillId), stop) is [var one, ..] ? one : null;

    /// <summary>The open till of a venue.</summary>
    public async Task<TillSheet?> OpenOfAsync(Guid venueId, CancellationToken stop) => await ReadAsync(tills => tills.Where(till => till.VenueId == venueId && till.ClosedAt == null), stop) is [var one, ..] ? one : null;

    /// <summary>Closed tills of a venue, the newest first.</summary>
    public Task<IReadOnlyList<TillSheet>> PastAsync(Guid venueId, CancellationToken stop) =>
        ReadAsync(tills => tills.Where(till => till.VenueId == venueId && till.ClosedAt != null).OrderByDescending(till => till.OpenedAt).Take(MostShown), stop);

    private async Task<IReadOnlyList<TillSheet>> ReadAsync(Func<IQueryable<Till>, IQueryable<Till>> which, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var tills = await which(model.Tills.AsNoTracking()).ToListAsync(stop);
        var ids = tills.Select(till => (Guid?)till.Id).ToList();
        var movements = await model.TillMovements.AsNoTracking().Where(one => ids.Contains(one.TillId)).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(stop);
        await work.RollbackAsync();
        return [.. tills.Select(till => new TillSheet(till, [.. movements.Where(one => one.TillId == till.Id)]))];
    }

    private async Task<Till?> LockAsync(Guid tillId, CancellationToken stop) =>
        await work.Model<PaymentsModel>().Tills.FromSql($"select * from tills where id = {tillId} for update").ToListAsync(stop) is [var one, ..] ? one : null;

    private async Task<Refusal> UndoAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }

    private static Entry Moved(string key, string kind, Money amount) =>
        new(key, kind, [new Line(Account.Cash, amount), new Line(Account.Bank, amount with { AmountMinor = -amount.AmountMinor })]);

    private static string Plain(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.AmountMinor} {money.Currency}");
}
