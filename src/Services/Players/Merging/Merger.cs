using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.Merging;

/// <summary>
/// Makes two customers one. The row that goes stays as a signpost, so that its account, its address and its links lead to the one that is kept;
/// bookings and notes are found through it and are never rewritten.
/// </summary>
internal sealed class Merger(UnitOfWork work, Editing editing, TimeProvider clock)
{
    /// <summary>What the one who is kept will be. The one who goes fills what the other lacks; of two last days of a group the later one counts.</summary>
    public static (string? Phone, string[] Tags, IReadOnlyList<(string Key, DateOnly? Until)> Groups, string? Blocked, DateTimeOffset? Consent) Outcome(
        Customer kept, Customer gone, IReadOnlyCollection<GroupMember> places)
    {
        var groups = places.Where(place => place.CustomerId == kept.Id || place.CustomerId == gone.Id).GroupBy(place => place.GroupKey)
            .Select(same => (same.Key, same.Any(place => place.Until is null) ? null : same.Max(place => place.Until))).OrderBy(place => place.Key, StringComparer.Ordinal).ToList();
        return (kept.Phone ?? gone.Phone, [.. kept.Tags.Union(gone.Tags, StringComparer.OrdinalIgnoreCase)], groups, kept.BlockedReason ?? gone.BlockedReason, kept.MarketingConsentAt ?? gone.MarketingConsentAt);
    }

    /// <summary>Merges one customer into another.</summary>
    public async Task<Refusal?> MergeAsync(Guid keptId, Guid goneId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await JoinAsync(keptId, goneId, stop) is { } refusal) return await GiveUpAsync(refusal);
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>The same in a transaction that is open already.</summary>
    public async Task<Refusal?> JoinAsync(Guid keptId, Guid goneId, CancellationToken stop)
    {
        var model = work.Model<PlayersModel>();
        // Locked in one order, so that two who merge the same two wait for each other.
        var both = await model.Customers.FromSql($"select * from customers where id = {keptId} or id = {goneId} order by id for update").ToListAsync(stop);
        if (both.Find(one => one.Id == keptId) is not { } kept) return Refusals.NoCustomer;
        if (both.Find(one => one.Id == goneId) is not { } gone) return Refusals.NoCustomer;
        if (Refused(kept, gone) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        var places = await model.GroupMembers.Where(place => place.CustomerId == keptId || place.CustomerId == goneId).ToListAsync(stop);
        var outcome = Outcome(kept, gone, places);
        foreach (var (key, until) in outcome.Groups)
        {
            if (places.Find(place => place.CustomerId == keptId && place.GroupKey == key) is { } place) place.Until = until;
            else model.Add(new GroupMember { CustomerId = keptId, GroupKey = key, Until = until, AddedAt = now });
        }
        model.RemoveRange(places.Where(place => place.CustomerId == goneId));
        (kept.Phone, kept.Tags, kept.MarketingConsentAt) = (outcome.Phone, outcome.Tags, outcome.Consent);
        if (kept.BlockedReason != outcome.Blocked) (kept.BlockedReason, kept.BlockedAt) = (outcome.Blocked, now);
        kept.AlsoSearched = string.Join(' ', new[] { kept.AlsoSearched, gone.Searched }.Where(words => words.Length > 0));
        kept.Touch(now);
        gone.MergedInto = keptId;
        foreach (var earlier in await model.Customers.Where(one => one.MergedInto == goneId).ToListAsync(stop)) earlier.MergedInto = keptId;
        editing.Note(keptId, "merged", new { with = goneId, gone.Name, gone.Email, gone.Phone }, now);
        work.Audit(new Act("customer.merged", "customer", $"{keptId}") { Changes = [new Changed("absorbed", null, $"{goneId}")] });
        editing.Note(goneId, "merged_away", new { into = keptId }, now);
        await model.SaveChangesAsync(stop);

        var accounts = await model.Customers.Where(one => (one.Id == keptId || one.MergedInto == keptId) && one.AccountId != null).Select(one => one.AccountId!.Value).ToListAsync(stop);
        work.Tell(new CustomersMerged(keptId, goneId, accounts));
        return null;
    }

    /// <summary>Why these two may not be merged this way round.</summary>
    public static Refusal? Refused(Customer kept, Customer gone) =>
        kept.Id == gone.Id || gone.MergedInto is not null || kept.MergedInto is not null ? Refusals.SameCustomer
        : kept.AccountId is null && gone.AccountId is not null ? Refusals.KeepTheAccount
        : null;

    private async Task<Refusal> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
