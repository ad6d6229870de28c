using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Somebody types a code and has its credit. A code is redeemed by one conditional update: of two who type it at once one has it.</summary>
internal sealed class Redeeming(UnitOfWork work, CurrentTenant tenant, Wallets wallets, TimeProvider clock)
{
    private static readonly Refusal Unknown = new("code_unknown", 404, "The club has no such code. Look at it again: letters and digits, 13 in all.") { Field = "code" };
    private static readonly Refusal Used = Refusal.Conflict("code_used", "This code has been redeemed.") with { Field = "code" };
    private static readonly Refusal UsedByYou = Refusal.Conflict("code_used", "You have redeemed this code already: its credit is in your wallet.") with { Field = "code" };
    private static readonly Refusal Stopped = Refusal.Conflict("code_stopped", "This code does not count any more.") with { Field = "code" };

    /// <returns>The code that was redeemed, or why not.</returns>
    public async Task<(CreditCode? Code, Refusal? Refusal)> RedeemAsync(Guid account, string? typed, CancellationToken stop)
    {
        if (CodeLetters.HashOf(typed) is not { } hash) return (null, Unknown);
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        await using (var redeem = work.Command("""
            update credit_codes set state = 'redeemed', redeemed_by = $2, redeemed_at = $3, sealed_code = null
            where code_hash = $1 and state = 'open' and (last_day is null or last_day >= $4)
            """, hash, account, now, tenant.ClubDay(now)))
        {
            var isOurs = await redeem.ExecuteNonQueryAsync(stop) == 1;
            var code = await work.Model<PaymentsModel>().CreditCodes.AsNoTracking().FirstOrDefaultAsync(one => one.CodeHash == hash, stop);
            if (!isOurs || code is null)
            {
                await work.RollbackAsync();
                return (null, code is null ? Unknown : code.State == CreditCode.Redeemed ? code.RedeemedBy == account ? UsedByYou : Used : Stopped);
            }
            await AddAsync(code, account, now, stop);
            await work.CommitAsync(stop);
            return (code, null);
        }
    }

    private Task<bool> AddAsync(CreditCode code, Guid account, DateTimeOffset now, CancellationToken stop) => wallets.AddAsync(
        new WalletLot
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account,
            Kind = code.Kind,
            AmountMinor = code.AmountMinor,
            Currency = code.Currency,
            ExpiresAt = code.ValidDays is { } days ? now.AddDays(days) : null,
            Origin = LotOrigin.Code,
            OriginId = code.Id,
            Label = code.Label,
            Weekdays = code.Weekdays,
            VenueIds = code.VenueIds,
        },
        // A gift card was paid for: what the club owed to whoever has the code it owes to the lot now. A voucher is the club's gift.
        code.Kind == LotKind.GiftCard ? Account.GiftCard : Account.Sales, stop, againstHolder: code.Kind == LotKind.GiftCard ? code.Id : null);
}
