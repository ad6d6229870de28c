using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>
/// Takes a club from one state to another. The row of the registry decides: of two admins who turn the same club at once, one does. The change, its reason
/// and the timers that follow from it are rows of one transaction; the club's own log has it a moment later.
/// </summary>
internal sealed class Turning(UnitOfWork work, TimeProvider clock)
{
    private const string Sql = """
        update tenants set state = $3, updated_at = $4, state_since = case when state = $3 then state_since else $4 end,
          erase_at = case when $3 <> 'closed' then null else least(coalesce(erase_at, $5), $5) end
        where id = $1 and state = $2 and erasing_at is null and (state <> 'suspended' or $3 <> 'closed' or state_since is null or state_since <= $6)
        returning slug, erase_at
        """;

    /// <summary><see langword="false"/> where the club is not in the state the turn begins with, or did not rest long enough: nothing is changed.</summary>
    public async Task<bool> TurnAsync(Guid club, ClubTurn turn, Caller admin, string reason, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        if (await SetAsync(club, turn, now, stop) is not var (slug, eraseAt))
        {
            await work.RollbackAsync();
            return false;
        }
        var id = Guid.CreateVersion7(now);
        await using (var note = work.Command(
            "insert into tenant_changes (id, tenant_id, slug, act, reason, admin_id, admin, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id, club, slug, turn.Act, reason, admin.AccountId, admin.Name, now))
            await note.ExecuteNonQueryAsync(stop);
        work.Tell(new TenantStateChanged(club, turn.To, eraseAt));
        work.Audit(new Act($"tenant.{turn.Act}", "tenant", $"{club}", slug) { Reason = reason, Changes = [new Changed("state", turn.From, turn.To)] });
        work.RingAt(now, NoteAtClub.Job, $"{id}");
        if (eraseAt is { } due) work.RingAt(due, EraseClub.Job, $"{club}");
        await work.CommitAsync(stop);
        return true;
    }

    private async Task<(string Slug, DateTimeOffset? EraseAt)?> SetAsync(Guid club, ClubTurn turn, DateTimeOffset now, CancellationToken stop)
    {
        var eraseAt = now + (turn == ClubTurn.Hasten ? ClubTurn.LeastNotice : ClubTurn.Keeps);
        await using var set = work.Command(Sql, club, turn.From, turn.To, now, eraseAt, now - ClubTurn.Rests);
        await using var row = await set.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetString(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1)) : null;
    }
}
