using Npgsql;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Limits;

/// <summary>Whose bookings are counted: those of the account, or a guest's by the e-mail address.</summary>
internal sealed record Counting(Guid? AccountId, string? Email)
{
    public static Counting Of(Booking booking) => new(booking.UserId, booking.GuestEmail);

    /// <summary>Nobody can be told from another: there is nothing to count.</summary>
    public bool IsNobody => AccountId is null && Email is null;

    /// <summary>What those wait at who want to be counted at the same time.</summary>
    public string Lock => AccountId is { } account ? $"limits {account}" : $"limits {Email!.ToLowerInvariant()}";
}

/// <summary>A time that is to be counted with the rest.</summary>
/// <param name="Except">The booking that is being moved: it leaves its old time.</param>
internal sealed record CountedWish(Counting Who, DateTimeOffset Start, DateTimeOffset End, Guid Except = default);

/// <summary>
/// Holds players to the limits of a venue. What decides is read inside the transaction that takes the court, by one of a player's requests at
/// a time: of twenty at once exactly as many win as the limit allows. A venue without limits is asked nothing.
/// </summary>
internal sealed class Limiting(ICustomers customers, OneTrip trip, UnitOfWork work, TimeProvider clock)
{
    private const string BookingsSql = """
        select starts_at, ends_at, status from bookings
        where venue_id = $1 and starts_at >= $2 and booking_type = 'single' and id <> $3
          and status not in ('cancelled', 'expired') and not (status = 'pending' and hold_expires_at <= $4) and
        """;

    /// <summary>How the club treats the holder of an account, from memory.</summary>
    public ValueTask<CustomerStanding> StandingAsync(Guid? accountId, CancellationToken stop) =>
        accountId is null ? new(CustomerStanding.Nobody) : customers.StandingAsync(accountId, stop);

    /// <summary>The same for who gives an address: a block of the club counts for whoever is reached there, with the account or without.</summary>
    public async ValueTask<CustomerStanding> StandingAsync(Guid? accountId, string? email, CancellationToken stop)
    {
        var standing = await StandingAsync(accountId, stop);
        return standing.IsBlocked || string.IsNullOrWhiteSpace(email) || !await customers.IsBlockedAsync(email, stop) ? standing : standing with { IsBlocked = true };
    }

    /// <summary>What the limits say now, for telling it; nothing is locked.</summary>
    public async Task<IReadOnlyList<Refusal>> LookAsync(VenueCard venue, Allowance allowance, CountedWish wish)
    {
        if (allowance.IsFree || wish.Who.IsNobody) return [];
        var now = clock.GetUtcNow();
        var others = await trip.RunAsync(batch => batch.BatchCommands.Add(Command(venue, allowance, wish, now)), ReadAsync);
        return allowance.Broken(venue, others, wish.Start, wish.End, now);
    }

    /// <summary>What the limits say, inside the transaction that takes the court: the next request of the same player waits for its end.</summary>
    public async Task<IReadOnlyList<Refusal>> DecideAsync(VenueCard venue, Allowance allowance, CountedWish wish, DateTimeOffset now, CancellationToken stop)
    {
        if (allowance.IsFree || wish.Who.IsNobody) return [];
        await using var batch = work.Batch();
        var alone = new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))");
        alone.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wish.Who.Lock });
        batch.BatchCommands.Add(alone);
        batch.BatchCommands.Add(Command(venue, allowance, wish, now));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        return allowance.Broken(venue, await ReadAsync(reader), wish.Start, wish.End, now);
    }

    /// <summary>Whether this player has to pay online because bookings were missed.</summary>
    public async Task<bool> IsPrepaidOnlyAsync(VenueCard venue, Counting who)
    {
        var allowance = new Allowance(PlayerLimits.None, venue.Rules.Policy.NoShows);
        if (allowance.NoShows is not { Then: NoShowRule.Prepaid } || who.IsNobody) return false;
        var now = clock.GetUtcNow();
        var bookings = await trip.RunAsync(batch => batch.BatchCommands.Add(Command(venue, allowance, new CountedWish(who, now, now), now)), ReadAsync);
        return allowance.HasMissed(bookings, now);
    }

    private static NpgsqlBatchCommand Command(VenueCard venue, Allowance allowance, CountedWish wish, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(BookingsSql + (wish.Who.AccountId is null ? " user_id is null and lower(guest_email) = $5" : " user_id = $5"));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = venue.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = allowance.Since(wish.Start, now) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = wish.Except });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        if (wish.Who.AccountId is { } account) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
        else command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = wish.Who.Email!.ToLowerInvariant() });
        return command;
    }

    private static async Task<List<Counted>> ReadAsync(NpgsqlDataReader reader)
    {
        var counted = new List<Counted>();
        while (await reader.ReadAsync())
            counted.Add(new Counted(reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2)));
        return counted;
    }
}
