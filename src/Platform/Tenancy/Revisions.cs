namespace PadelSaaS.Platform.Tenancy;

/// <summary>
/// Counts the changes to a subject's configuration, so that whoever worked from memory can make a statement depend on what it saw:
/// <c>… where exists (select from revisions where subject = $1 and revision = $2)</c>.
/// </summary>
public static class Revisions
{
    /// <summary>Notes a change in this transaction. Others who change the same subject wait for its end.</summary>
    /// <returns>The new revision; 1 for a subject that is new.</returns>
    public static async Task<long> ReviseAsync(this UnitOfWork work, Guid subject, CancellationToken stop = default)
    {
        await using var command = work.Command("""
            insert into revisions (subject, revision) values ($1, 1)
            on conflict (subject) do update set revision = revisions.revision + 1
            returning revision
            """, subject);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
