using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Answers how many refunds are on their way: a club is not closed before they arrived.</summary>
internal sealed class RefundFigures(UnitOfWork work) : IClubFigures
{
    public async Task<ClubFigures> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken stop = default)
    {
        await using var command = work.Command("select count(*) from refunds where state = 'due'");
        return new ClubFigures(RefundsDue: (long)(await command.ExecuteScalarAsync(stop))!);
    }
}
