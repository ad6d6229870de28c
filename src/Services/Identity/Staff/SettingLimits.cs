using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>What the club says about giving money back: for everybody with a role, and for single people.</summary>
internal sealed record LimitTable(IReadOnlyDictionary<string, MoneyLimit> Roles, IReadOnlyDictionary<Guid, MoneyLimit> People)
{
    /// <summary>Roles that give money back and may be limited.</summary>
    public static readonly IReadOnlyList<string> Limited = [.. GivingRoles.OfStaff.Where(role => role != RoleAbilities.Owner && RoleAbilities.Of([role]).Contains(Ability.ManageBookings))];
}

/// <summary>Sets limits. Nobody sets one for themselves, none that is wider than their own, and none for whom they could not give the role.</summary>
internal sealed class SettingLimits(UnitOfWork work, Visit visit, StaffChanges changes, MoneyLimits limits, TimeProvider clock)
{
    /// <summary>The transaction is the caller's.</summary>
    public async Task<LimitTable> ReadAsync(CancellationToken stop)
    {
        var (roles, people) = (new Dictionary<string, MoneyLimit>(), new Dictionary<Guid, MoneyLimit>());
        await using var command = work.Command("select role, user_id, at_once_minor, a_day_minor from money_limits");
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var limit = new MoneyLimit(reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt64(3));
            if (reader.IsDBNull(0)) people[reader.GetGuid(1)] = limit;
            else roles[reader.GetString(0)] = limit;
        }
        return new LimitTable(roles, people);
    }

    /// <summary>For everybody with a role. The transaction is the caller's.</summary>
    public async Task<Refusal?> SetAsync(string role, MoneyLimit limit, CancellationToken stop)
    {
        if (!LimitTable.Limited.Contains(role)) return StaffRefusals.UnknownRole;
        await StaffQueue.EnterAsync(work, stop);
        if (await ForbiddenAsync([role], limit, stop) is { } refusal) return refusal;
        var before = (await ReadAsync(stop)).Roles.GetValueOrDefault(role, MoneyLimit.None);
        if (before == limit) return null;
        await WriteAsync(role, null, limit, stop);
        Said(new Act("role.limits_changed", "role", role, role), before, limit);
        return null;
    }

    /// <summary>For one person; <see langword="null"/> lets the limits of their roles count again. The transaction is the caller's.</summary>
    public async Task<Refusal?> SetAsync(Guid memberId, string name, MoneyLimit? limit, CancellationToken stop)
    {
        await StaffQueue.EnterAsync(work, stop);
        var held = (await changes.TermsOfAsync(memberId, stop)).Select(term => term.Role).Where(role => role != RoleAbilities.Player).ToList();
        if (held.Count == 0) return StaffRefusals.NotFound;
        if (held.Contains(RoleAbilities.Owner)) return StaffRefusals.OwnerUnlimited;
        if (memberId == visit.Caller.AccountId) return StaffRefusals.OwnLimit;
        var table = await ReadAsync(stop);
        var ofRoles = held.Where(LimitTable.Limited.Contains).Select(role => table.Roles.GetValueOrDefault(role, MoneyLimit.None)).Aggregate(new MoneyLimit(0, 0), (one, other) => one.Or(other));
        if (await ForbiddenAsync(held, limit ?? ofRoles, stop) is { } refusal) return refusal;
        var before = table.People.GetValueOrDefault(memberId);
        if (before == limit) return null;
        if (limit is not null) await WriteAsync(null, memberId, limit, stop);
        else
        {
            await using var remove = work.Command("delete from money_limits where user_id = $1", memberId);
            await remove.ExecuteNonQueryAsync(stop);
        }
        Said(new Act("role.limits_changed", "account", $"{memberId}", name), before ?? ofRoles, limit ?? ofRoles);
        return null;
    }

    private async Task<Refusal?> ForbiddenAsync(IReadOnlyList<string> theirs, MoneyLimit wished, CancellationToken stop)
    {
        var mine = (await changes.TermsOfAsync(visit.Caller.AccountId!.Value, stop)).Select(term => term.Role).ToList();
        if (!GivingRoles.MayChange(mine, theirs)) return StaffRefusals.NotYourMember;
        // An owner has none, so nothing is wider than theirs.
        var own = await limits.OfAsync(visit.Caller.AccountId!.Value, stop);
        return wished.IsWithin(own) ? null : StaffRefusals.WiderThanYours;
    }

    private async Task WriteAsync(string? role, Guid? member, MoneyLimit limit, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var command = work.Command($"""
            insert into money_limits (id, role, user_id, at_once_minor, a_day_minor, updated_at) values ($1, $2, $3::uuid, $4::bigint, $5::bigint, $6)
            on conflict ({(role is null ? "user_id" : "role")}) do update set at_once_minor = excluded.at_once_minor, a_day_minor = excluded.a_day_minor, updated_at = excluded.updated_at
            """, Guid.CreateVersion7(now), role, member, limit.AtOnceMinor, limit.ADayMinor, now);
        await command.ExecuteNonQueryAsync(stop);
    }

    private void Said(Act act, MoneyLimit before, MoneyLimit after) => work.Audit(act with
    {
        Changes = [.. new[] { new Changed("at once", Text(before.AtOnceMinor), Text(after.AtOnceMinor)), new Changed("a day", Text(before.ADayMinor), Text(after.ADayMinor)) }.Where(change => change.Before != change.After)],
    });

    private string Text(long? minor) => minor is { } amount ? $"{Ui.Text.MoneyText.Format(new Contracts.Money(amount, visit.Tenant!.Currency), "en")}" : "no limit";
}
