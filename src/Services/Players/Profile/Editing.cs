using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Profile;

/// <summary>Changes what the club knows of a customer, in one unit of work, with a line in the history that says what it was.</summary>
internal sealed class Editing(UnitOfWork work, Profiles profiles, Visit visit, TimeProvider clock)
{
    /// <summary>Brings the customer in line with what was asked for.</summary>
    public async Task<Refusal?> ChangeAsync(Guid id, CustomerInput input, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        // Two who save at once wait for each other here: the second finds another revision.
        if (await profiles.FindLockedAsync(id, stop) is not { } customer) return await GiveUpAsync(Refusals.NoCustomer);
        if (input.Revision is { } seen && seen != customer.Revision) return await GiveUpAsync(await MeanwhileAsync(customer, stop));

        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var changes = new Dictionary<string, string?[]>(input.Apply(customer, visit, checks, now));
        var groups = await GroupsAsync(customer, input, checks, now, stop);
        if (!checks.Pass) return await GiveUpAsync(checks.Refusal());
        if (groups is not null) changes["groups"] = groups;
        if (changes.Count == 0)
        {
            await work.RollbackAsync();
            return null;
        }
        if (customer.AccountId is null && changes.ContainsKey("email") && customer.Email is { } email
            && await work.Model<PlayersModel>().GuestsOf(email).AnyAsync(other => other.Id != customer.Id, stop)) return await GiveUpAsync(Refusals.EmailTaken);

        customer.Touch(now);
        Note(customer.Id, ActOf(changes), changes, now);
        work.Audit(new Act($"customer.{ActOf(changes)}", "customer", $"{customer.Id}") { Changes = [.. changes.Select(Said)] });
        var accounts = await work.Model<PlayersModel>().Customers.Where(one => (one.Id == customer.Id || one.MergedInto == customer.Id) && one.AccountId != null).Select(one => one.AccountId!.Value).ToListAsync(stop);
        work.Tell(new CustomerChanged(customer.Id, accounts));
        try
        {
            await work.CommitAsync(stop);
            return null;
        }
        catch (DbUpdateException lost) when (Lost(lost) is { } refusal)
        {
            return await GiveUpAsync(refusal);
        }
    }

    /// <summary>Adds a note to those there are.</summary>
    public async Task<Refusal?> WriteAsync(Guid id, string? typed, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await profiles.FindAsync(id, stop) is not { } customer) return await GiveUpAsync(Refusals.NoCustomer);
        var checks = new Checks();
        var text = checks.Text(typed, "text", 2000, "A note is needed.");
        if (!checks.Pass) return await GiveUpAsync(checks.Refusal());

        var now = clock.GetUtcNow();
        work.Model<PlayersModel>().Add(new Note { Id = Guid.CreateVersion7(now), CustomerId = customer.Id, At = now, AuthorId = visit.Caller.AccountId, Author = visit.Caller.Name, Text = text });
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>A line of the history, in the open unit of work.</summary>
    public void Note(Guid customer, string act, object detail, DateTimeOffset now)
    {
        work.Model<PlayersModel>().Add(new HistoryRow
        {
            Id = Guid.CreateVersion7(now),
            CustomerId = customer,
            At = now,
            Act = act,
            ActorId = visit.Caller.AccountId,
            Actor = visit.Caller.Name,
            Detail = Masked(detail),
        });
    }

    /// <summary>What an insert or a change lost against somebody else's.</summary>
    internal static Refusal? Lost(DbUpdateException lost) => (lost.InnerException as PostgresException)?.SqlState switch
    {
        // Somebody booked with this address a moment ago.
        PostgresErrorCodes.UniqueViolation => Refusals.EmailTaken,
        // Somebody removed the group a moment ago.
        PostgresErrorCodes.ForeignKeyViolation => Refusals.GroupGone,
        _ => null,
    };

    private async Task<Refusal> MeanwhileAsync(Customer customer, CancellationToken stop)
    {
        var last = await work.Model<PlayersModel>().History.AsNoTracking().Where(row => row.CustomerId == customer.Id).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).FirstOrDefaultAsync(stop);
        return Refusals.CustomerChanged(customer, last);
    }

    // A number's end says which one it was to whoever knows it; the history is no second place to read it.
    private static string Masked(object detail)
    {
        var node = JsonSerializer.SerializeToNode(detail, JsonSerializerOptions.Web)!;
        node["phone"] = node["phone"] switch
        {
            JsonArray values => new JsonArray([.. values.Select(value => (JsonNode?)Mask.Value("phone", (string?)value))]),
            JsonValue value => Mask.Value("phone", (string?)value),
            _ => null,
        };
        if (node["phone"] is null) ((JsonObject)node).Remove("phone");
        return node.ToJsonString(JsonSerializerOptions.Web);
    }

    // The history may be erased with the customer, the audit log may not: it says that the name changed, and not what it was.
    private static Changed Said(KeyValuePair<string, string?[]> change) =>
        change.Key == "name" ? new Changed("name", "***", "***") : new Changed(change.Key, change.Value[0], change.Value[^1]);

    private static string ActOf(Dictionary<string, string?[]> changes) =>
        changes.Count == 1 && changes.TryGetValue("blocked", out var blocked) ? blocked[1] is null ? "unblocked" : "blocked" : "changed";

    /// <summary>What they were in and what they are in, where that changed.</summary>
    internal async Task<string?[]?> GroupsAsync(Customer customer, CustomerInput input, Checks checks, DateTimeOffset now, CancellationToken stop)
    {
        var model = work.Model<PlayersModel>();
        var known = await model.CustomerGroups.Select(group => group.Key).ToListAsync(stop);
        var places = await model.GroupMembers.Where(place => place.CustomerId == customer.Id).ToListAsync(stop);
        var wanted = (input.Groups ?? []).OfType<CustomerInput.Place>().ToList();
        checks.That(wanted.TrueForAll(wish => known.Contains(wish.Key ?? "")), "groups", "The club has no such group.");
        checks.That(wanted.DistinctBy(wish => wish.Key).Count() == wanted.Count, "groups", "A group is named twice.");
        if (!checks.Pass) return null;

        var before = Written(places.Select(place => (place.GroupKey, place.Until)));
        var after = Written(wanted.Select(wish => (wish.Key!, wish.Until)));
        if (before == after) return null;
        model.RemoveRange(places.Where(place => wanted.TrueForAll(wish => wish.Key != place.GroupKey)));
        foreach (var wish in wanted)
        {
            if (places.Find(place => place.GroupKey == wish.Key) is { } place) place.Until = wish.Until;
            else model.Add(new GroupMember { CustomerId = customer.Id, GroupKey = wish.Key!, Until = wish.Until, AddedAt = now });
        }
        return [before, after];
    }

    private static string Written(IEnumerable<(string Key, DateOnly? Until)> places) =>
        string.Join(", ", places.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => place.Until is { } until ? $"{place.Key} until {until:yyyy-MM-dd}" : place.Key));

    private async Task<Refusal> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }
}
