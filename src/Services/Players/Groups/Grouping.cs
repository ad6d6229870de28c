using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Groups;

/// <summary>A group, how many are in it today, and which rules speak of it.</summary>
internal sealed record GroupInUse(CustomerGroup Group, int Members, IReadOnlyList<GroupUse> Uses);

/// <summary>Makes, changes, orders and removes the club's groups. Bookings keep the price they were agreed at, whatever becomes of a group.</summary>
internal sealed class Grouping(UnitOfWork work, GroupUses uses, Visit visit, CurrentTenant tenant, TimeProvider clock)
{
    private const int Most = 50;

    // The last word about who was in it stands in each customer's history.
    private const string LeaveSql = """
        with left_it as (select customer_id from group_members where group_key = $1),
        touched as (update customers set revision = revision + 1, updated_at = $2 where id in (select customer_id from left_it) returning id)
        insert into customer_history (id, customer_id, at, act, actor_id, actor, detail)
        select gen_random_uuid(), id, $2, 'changed', $3::uuid, $4, $5::jsonb from touched
        """;

    /// <summary>All groups in the club's order.</summary>
    public async Task<IReadOnlyList<GroupInUse>> ListAsync(CancellationToken stop)
    {
        var spoken = await uses.ReadAsync(stop);
        await work.BeginAsync(stop);
        var model = work.Model<PlayersModel>();
        var groups = await model.CustomerGroups.AsNoTracking().OrderBy(group => group.Position).ThenBy(group => group.Key).ToListAsync(stop);
        var members = await Members(model).GroupBy(place => place.GroupKey).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        await work.RollbackAsync();
        return [.. groups.Select(group => new GroupInUse(group, members.GetValueOrDefault(group.Key), [.. spoken[group.Key]]))];
    }

    public async Task<(CustomerGroup? Group, Refusal? Refusal)> AddAsync(GroupInput input, CancellationToken stop)
    {
        var groups = await ReadAllAsync(stop);
        if (groups.Count >= Most) return await GiveUpAsync(Refusals.TooManyGroups);
        if (Wrong(input, null, groups) is { } refusal) return await GiveUpAsync(refusal);

        var added = new CustomerGroup { Key = GroupKey.Of(input.Given.Values, [.. groups.Select(group => group.Key)]), Name = "{}", Position = groups.Count == 0 ? 0 : groups.Max(group => group.Position) + 1 };
        input.WriteTo(added);
        work.Model<PlayersModel>().Add(added);
        return await SaveAsync("added", added, null, stop);
    }

    /// <param name="revision">The one the change was decided by.</param>
    public async Task<(CustomerGroup? Group, Refusal? Refusal)> ChangeAsync(string key, int revision, GroupInput input, CancellationToken stop)
    {
        var groups = await ReadAllAsync(stop);
        if (groups.Find(one => one.Key == key) is not { } group) return await GiveUpAsync(Refusals.NoGroup);
        if (group.Revision != revision) return await GiveUpAsync(Refusals.GroupChanged);
        if (Wrong(input, group, groups) is { } refusal) return await GiveUpAsync(refusal);
        if (input.Says(group))
        {
            await work.RollbackAsync();
            return (group, null);
        }
        var before = Values(group);
        input.WriteTo(group);
        group.Revision++;
        return await SaveAsync("changed", group, before, stop);
    }

    /// <summary>Moves a group one place up or down; at the end of the list it stays.</summary>
    public async Task<Refusal?> ShiftAsync(string key, bool up, CancellationToken stop)
    {
        var groups = await ReadAllAsync(stop);
        var at = groups.FindIndex(one => one.Key == key);
        if (at < 0) return (await GiveUpAsync(Refusals.NoGroup)).Refusal;
        var to = Math.Clamp(up ? at - 1 : at + 1, 0, groups.Count - 1);
        (groups[at], groups[to]) = (groups[to], groups[at]);
        for (var i = 0; i < groups.Count; i++) groups[i].Position = i;
        if (to != at) work.Tell(new CustomerGroupsChanged(tenant.Info.Id));
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Removes a group nothing speaks of any more. Who was in it pays and books like everybody from then on.</summary>
    /// <param name="members">How many were seen in it: if there are more by now, it is asked again.</param>
    public async Task<Refusal?> RemoveAsync(string key, int revision, int members, CancellationToken stop)
    {
        var spoken = (await uses.ReadAsync(stop))[key].ToList();
        var groups = await ReadAllAsync(stop);
        if (groups.Find(one => one.Key == key) is not { } group) return (await GiveUpAsync(Refusals.NoGroup)).Refusal;
        if (group.Revision != revision) return (await GiveUpAsync(Refusals.GroupChanged)).Refusal;
        if (spoken.Count > 0) return (await GiveUpAsync(Refusals.GroupSpokenOf(spoken))).Refusal;
        var (model, now) = (work.Model<PlayersModel>(), clock.GetUtcNow());
        if (await Members(model).CountAsync(place => place.GroupKey == key, stop) is var count && count > members) return (await GiveUpAsync(Refusals.GroupHasMembers(count))).Refusal;

        var detail = JsonSerializer.Serialize(new { groups = new string?[] { key, null } });
        await using (var leave = work.Command(LeaveSql, key, now, visit.Caller.AccountId, visit.Caller.Name, detail))
        {
            leave.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
            await leave.ExecuteNonQueryAsync(stop);
        }
        model.Remove(group);
        return (await SaveAsync("removed", group, Values(group), stop)).Refusal;
    }

    private IQueryable<GroupMember> Members(PlayersModel model)
    {
        var today = tenant.Today(clock.GetUtcNow());
        return model.GroupMembers.Where(place => place.Until == null || place.Until >= today);
    }

    // Locked together: two who add the same name, or one who removes what another puts somebody into, wait for each other.
    private async Task<List<CustomerGroup>> ReadAllAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended('customer-groups:' || current_schema(), 0))")) await alone.ExecuteNonQueryAsync(stop);
        return await work.Model<PlayersModel>().CustomerGroups.FromSql($"select * from customer_groups order by position, key for update").ToListAsync(stop);
    }

    private Refusal? Wrong(GroupInput input, CustomerGroup? self, List<CustomerGroup> groups)
    {
        var checks = new Checks();
        input.Check(checks, visit.Languages, self is null ? [] : CustomerGroup.NamesOf(self.Name).Keys);
        if (!checks.Pass) return checks.Refusal();
        var taken = groups.Where(group => group != self).SelectMany(group => CustomerGroup.NamesOf(group.Name).Values).Select(Folded.Text).ToHashSet();
        return input.Given.FirstOrDefault(name => taken.Contains(Folded.Text(name.Value))) is { Key: { } language } ? Refusals.GroupNameTaken with { Field = $"names.{language}" } : null;
    }

    private async Task<(CustomerGroup? Group, Refusal? Refusal)> SaveAsync(string act, CustomerGroup group, IReadOnlyDictionary<string, string?>? before, CancellationToken stop)
    {
        var after = act == "removed" ? null : Values(group);
        work.Audit(new Act($"customer_group.{act}", "customer_group", group.Key, group.NameIn("en"))
        {
            Changes = [.. Values(group).Keys.Select(field => new Changed(field, before?.GetValueOrDefault(field), after?.GetValueOrDefault(field))).Where(change => change.Before != change.After)],
        });
        work.Tell(new CustomerGroupsChanged(tenant.Info.Id));
        await work.CommitAsync(stop);
        return (group, null);
    }

    private static Dictionary<string, string?> Values(CustomerGroup group) => new()
    {
        ["name"] = group.Name,
        ["discountBasisPoints"] = group.DiscountBasisPoints.ToString(CultureInfo.InvariantCulture),
        ["horizonDays"] = group.HorizonDays?.ToString(CultureInfo.InvariantCulture),
    };

    private async Task<(CustomerGroup? Group, Refusal? Refusal)> GiveUpAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return (null, refusal);
    }
}
