using System.Security.Cryptography;
using Npgsql;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.SigningUp;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>
/// Clubs to be. Asking writes to an address and takes nothing; following its link takes the slug, in the one statement that also notes the club, so that
/// of two who race for a slug one has it and the other is told.
/// </summary>
internal sealed class Signups(UnitOfWork work, LinkSecrets secrets, TimeProvider clock)
{
    private const int MostAnHour = 3;
    private static readonly TimeSpan Lives = TimeSpan.FromDays(7);

    /// <summary>Whether nobody has this address, nor ever had it.</summary>
    public async Task<bool> IsFreeAsync(string slug, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var free = await LookAsync(slug, stop);
        await work.RollbackAsync();
        return free;
    }

    /// <summary>Notes the wish and has a link sent. Where the address got enough of them lately nothing happens; the answer is the same.</summary>
    public async Task AskAsync(ClubWish wish, CancellationToken stop)
    {
        var (secret, now) = (LinkSecrets.New(), clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        await work.BeginPlatformAsync(stop);
        await using (var forget = work.Command("delete from signups where expires_at < $1 and state <> 'confirmed'", now)) await forget.ExecuteNonQueryAsync(stop);
        // Of many at once for one address, each sees those before it.
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended('signup:' || lower($1), 0))", wish.Email)) await queue.ExecuteNonQueryAsync(stop);
        await using var ask = work.Command("""
            insert into signups (id, hash, club, slug, country, currency, zone, language, email, first_name, last_name, state, asked_at, expires_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'asked', $12, $13
            where (select count(*) from signups where lower(email) = lower($9) and asked_at > $14) < $15
            """, id, LinkSecrets.HashOf(secret), wish.Club, wish.Slug, wish.Country.Code, wish.Country.Currency, wish.Zone, wish.Language, wish.Email, wish.FirstName, wish.LastName,
            now, now + Lives, now.AddHours(-1), MostAnHour);
        if (await ask.ExecuteNonQueryAsync(stop) == 1)
            work.Tell(new SignupAsked(id, wish.Email, wish.FirstName, wish.Club, wish.Language, OpenAskedClub.Link(id, LinkSecrets.Place), secrets.Close(secret), now + Lives));
        await work.CommitAsync(stop);
    }

    /// <summary>The signup whose link this is; <see langword="null"/> for any other, and for one whose time is over.</summary>
    public async Task<Signup?> FindAsync(Guid id, string? key, CancellationToken stop)
    {
        if (key is not { Length: > 20 and < 100 }) return null;
        await work.BeginPlatformAsync(stop);
        var found = await ReadAsync(id, stop);
        await work.RollbackAsync();
        return found is var (signup, hash) && CryptographicOperations.FixedTimeEquals(hash, LinkSecrets.HashOf(key)) && (signup.ExpiresAt > clock.GetUtcNow() || signup.State == SignupState.Confirmed) ? signup : null;
    }

    /// <summary>Takes the slug and has the club opened. <see langword="false"/> where the slug is another's: nothing is changed.</summary>
    public async Task<bool> ConfirmAsync(Signup signup, string slug, string zone, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var tenant = Guid.CreateVersion7(now);
        await work.BeginPlatformAsync(stop);
        await using (var alone = work.Command("select id from signups where id = $1 and state = 'asked' for update", signup.Id))
            // Pressed twice: the first press did it.
            if (await alone.ExecuteScalarAsync(stop) is null) return await UndoneAsync(true);
        if (!await LookAsync(slug, stop)) return await UndoneAsync(false);
        await using var take = work.Command("""
            with taken as (
              insert into tenants (id, slug, name, schema_name, state, country, currency, zone, languages, brand, created_at, updated_at)
              select $2, $3, club, $4, 'provisioning', country, currency, $5, case language when 'en' then array['en'] else array[language, 'en'] end, '{}', $6, $6 from signups where id = $1
              on conflict (slug) do nothing returning id)
            update signups set state = 'confirmed', slug = $3, zone = $5, tenant_id = taken.id, confirmed_at = $6 from taken where signups.id = $1
            """, signup.Id, tenant, slug, Provisioning.SchemaOf(tenant), zone, now);
        if (await take.ExecuteNonQueryAsync(stop) != 1) return await UndoneAsync(false);
        work.RingAt(now, OpenClub.Job, signup.Id.ToString());
        work.Audit(new Act("tenant.asked", "tenant", $"{tenant}", slug));
        await work.CommitAsync(stop);
        return true;
    }

    /// <summary>Notes that the club stands.</summary>
    public Task OpenedAsync(Guid id, CancellationToken stop) => SetAsync("update signups set state = 'opened', opened_at = $2 where id = $1 and state = 'confirmed'", id, stop);

    /// <summary>Lets the asker in, once; pressing again within ten minutes is the same time.</summary>
    public Task<bool> EnterAsync(Guid id, CancellationToken stop) =>
        SetAsync("update signups set entered_at = coalesce(entered_at, $2) where id = $1 and state = 'opened' and coalesce(entered_at, $2) > $2 - interval '10 minutes'", id, stop);

    /// <summary>The signup of an id, whoever asks.</summary>
    public async Task<Signup?> ReadAsync(Guid id)
    {
        await work.BeginPlatformAsync();
        var found = await ReadAsync(id, CancellationToken.None);
        await work.RollbackAsync();
        return found?.Signup;
    }

    private async Task<bool> SetAsync(string sql, Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using var set = work.Command(sql, id, clock.GetUtcNow());
        var done = await set.ExecuteNonQueryAsync(stop) == 1;
        await work.CommitAsync(stop);
        return done;
    }

    private async Task<bool> LookAsync(string slug, CancellationToken stop)
    {
        await using var look = work.Command("select not exists (select from tenants where slug = $1) and not exists (select from tenant_hosts where host = $1)", slug);
        return (bool)(await look.ExecuteScalarAsync(stop))!;
    }

    private async Task<(Signup Signup, byte[] Hash)?> ReadAsync(Guid id, CancellationToken stop)
    {
        await using var find = work.Command("""
            select club, slug, country, currency, zone, language, email, first_name, last_name, state, tenant_id, expires_at, confirmed_at, entered_at,
                   exists (select from provisioning_steps steps where steps.tenant_id = signups.tenant_id and step = 'schema' and finished_at is not null), hash
            from signups where id = $1
            """, id);
        await using var row = await find.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) return null;
        return (new Signup(
            id, row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8),
            Enum.Parse<SignupState>(row.GetString(9), ignoreCase: true), At<Guid>(row, 10), row.GetFieldValue<DateTimeOffset>(11), At<DateTimeOffset>(row, 12), At<DateTimeOffset>(row, 13), row.GetBoolean(14)),
            row.GetFieldValue<byte[]>(15));
    }

    private static T? At<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private async Task<bool> UndoneAsync(bool answer)
    {
        await work.RollbackAsync();
        return answer;
    }
}
