using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Promos;

/// <summary>The club's codes, for those who make them. A code that was used is stopped, never deleted: bookings name it.</summary>
internal sealed class PromoCodes(UnitOfWork work, IVenues venues, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private static readonly Refusal NoCode = Refusal.NotFound("This code");

    private static readonly Refusal Taken = Refusal.Conflict("promo_code_taken", "There is such a code already.") with { Field = "code" };

    private static readonly Refusal Meanwhile = Refusal.Conflict("changed_meanwhile", "Somebody changed this meanwhile. Please look at it again.");

    public string Currency => current.Info.Currency;

    public async Task<IReadOnlyList<PromoCode>> ListAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var all = await work.Model<BookingModel>().PromoCodes.AsNoTracking().OrderByDescending(code => code.Active).ThenByDescending(code => code.CreatedAt).ThenBy(code => code.Code).ToListAsync(stop);
        await work.RollbackAsync();
        return all;
    }

    public async Task<PromoCode?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var code = await work.Model<BookingModel>().PromoCodes.AsNoTracking().FirstOrDefaultAsync(code => code.Id == id, stop);
        await work.RollbackAsync();
        return code;
    }

    /// <summary>Whether all courts are the club's.</summary>
    public async Task<bool> AreOursAsync(IReadOnlyList<Guid>? courts, CancellationToken stop) =>
        courts is not { Count: > 0 } || (await venues.AllAsync(stop)).SelectMany(venue => venue.Courts).Select(court => court.Id).ToHashSet().IsSupersetOf(courts);

    public async Task<(PromoCode? Code, Refusal? Refusal)> AddAsync(PromoInput input, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var code = new PromoCode { Id = Guid.CreateVersion7(now), Currency = Currency, CreatedAt = now, UpdatedAt = now, UpdatedBy = visit.Caller.Name };
        input.WriteTo(code);
        await work.BeginAsync(stop);
        work.Model<BookingModel>().Add(code);
        work.Audit(new Act("promo.added", "promo_code", $"{code.Id}", code.Code) { Changes = Differences(null, code) });
        return await SaveAsync(code, stop);
    }

    /// <param name="revision">The one the change was decided by.</param>
    public async Task<(PromoCode? Code, Refusal? Refusal)> ChangeAsync(Guid id, int revision, PromoInput input, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var code = await work.Model<BookingModel>().PromoCodes.FromSql($"select * from promo_codes where id = {id} for update").FirstOrDefaultAsync(stop);
        if (code is null || code.Revision != revision)
        {
            await work.RollbackAsync();
            return (null, code is null ? NoCode : Meanwhile);
        }
        if (input.Says(code))
        {
            await work.RollbackAsync();
            return (code, null);
        }
        var before = PromoInput.Of(code);
        input.WriteTo(code);
        work.Audit(new Act("promo.changed", "promo_code", $"{code.Id}", code.Code) { Changes = Differences(before, code) });
        (code.Revision, code.UpdatedAt, code.UpdatedBy) = (code.Revision + 1, clock.GetUtcNow(), visit.Caller.Name);
        return await SaveAsync(code, stop);
    }

    private static IReadOnlyList<Changed> Differences(PromoInput? before, PromoCode code)
    {
        var (old, @new) = (JsonSerializer.SerializeToNode(before) as JsonObject, (JsonObject)JsonSerializer.SerializeToNode(PromoInput.Of(code))!);
        return [.. @new.Select(field => new Changed(JsonNamingPolicy.CamelCase.ConvertName(field.Key), old?[field.Key]?.ToJsonString(), field.Value?.ToJsonString())).Where(change => change.Before != change.After)];
    }

    private async Task<(PromoCode? Code, Refusal? Refusal)> SaveAsync(PromoCode code, CancellationToken stop)
    {
        try
        {
            await work.CommitAsync(stop);
            return (code, null);
        }
        catch (DbUpdateException refused) when (refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            await work.RollbackAsync();
            return (null, Taken);
        }
    }
}
