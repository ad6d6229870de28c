using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What the buyer of a gift card says.</summary>
/// <param name="Recipient">Address it is sent to; none to print it.</param>
/// <param name="DeliverOn">The day it is sent, in the club's zone; at once where none is said.</param>
/// <param name="Language">Of the mail, one the club speaks; the club's first where none is said.</param>
internal sealed record GiftInput(long AmountMinor, string? Recipient, string? RecipientName, string? GiverName, string? Message, DateOnly? DeliverOn, string? Language = null);

/// <summary>Gift cards: bought for somebody, sent on a day or printed, redeemed by whoever has the code.</summary>
internal sealed class GiftCards(UnitOfWork work, CurrentTenant tenant, Wallets wallets, ToppingUp buying, Books books, LinkSecrets secrets, Visit visit, TimeProvider clock) : IPurpose, ITimerJob
{
    public const string Job = "send-gift-card";
    private const int DeliveryHour = 9;
    private const int MostDaysAhead = 366;

    public string Name => PaymentPurpose.GiftCard;

    public async Task<PurchaseOutcome> BuyAsync(Guid account, GiftInput typed, string? method, CancellationToken stop)
    {
        var (checks, today) = (new Checks(), tenant.ClubDay(clock.GetUtcNow()));
        var gift = typed with
        {
            Recipient = string.IsNullOrWhiteSpace(typed.Recipient) ? null : checks.Email(typed.Recipient, "recipient", "An e-mail address is needed, or none to print the card yourself."),
            RecipientName = checks.Optional(typed.RecipientName, "recipientName", 60),
            GiverName = checks.Optional(typed.GiverName, "giverName", 60) ?? visit.Caller.Name,
            Message = checks.Optional(typed.Message, "message", 300),
            Language = string.IsNullOrEmpty(typed.Language) ? null : typed.Language,
        };
        checks.That(gift.DeliverOn is null || (gift.DeliverOn >= today && gift.DeliverOn <= today.AddDays(MostDaysAhead)), "deliverOn", "A day from today on, within a year.");
        checks.That(gift.Language is null || tenant.Info.Languages.Contains(gift.Language), "language", "The club does not write in this language.");
        // Our mail carries nobody's advertisement.
        checks.That(!new[] { gift.Message, gift.RecipientName, gift.GiverName }.Any(text => text is not null && (text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase))), "message", "Links cannot be sent with a gift card.");
        await work.BeginAsync(stop);
        var offered = (await wallets.SettingsAsync(stop)).GiftAmounts;
        await work.RollbackAsync();
        checks.That(offered.Contains(typed.AmountMinor), "amountMinor", "This amount is not offered.");
        if (!checks.Pass) return PurchaseOutcome.Refused(checks.Refusal());

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return await buying.BuyAsync(new Purchase
        {
            Id = id,
            AccountId = account,
            Purpose = PaymentPurpose.GiftCard,
            PriceMinor = typed.AmountMinor,
            CreditMinor = typed.AmountMinor,
            Currency = tenant.Info.Currency,
            Label = "Gift card",
            Gift = JsonSerializer.Serialize(gift),
            CreatedAt = clock.GetUtcNow(),
        }, method, $"/me/gift-cards/{id}", stop);
    }

    /// <summary>The club's day in so many days.</summary>
    public DateOnly? DayIn(int? days) => days is { } ahead ? tenant.ClubDay(clock.GetUtcNow()).AddDays(ahead) : null;

    /// <summary>The card is paid: its code is made, sealed, and sent when its day comes.</summary>
    public async Task SettledAsync(Payment payment, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        var purchase = await model.Purchases.FirstAsync(one => one.Id == payment.PurposeId, stop);
        var (now, gift, code) = (clock.GetUtcNow(), JsonSerializer.Deserialize<GiftInput>(purchase.Gift!)!, CodeLetters.New());
        (purchase.State, purchase.Gift) = (Purchase.Done, null);
        var card = new CreditCode
        {
            Id = Guid.CreateVersion7(now),
            Kind = LotKind.GiftCard,
            CodeHash = CodeLetters.HashOf(code)!,
            Hint = CodeLetters.HintOf(code),
            SealedCode = secrets.Close(code),
            AmountMinor = purchase.CreditMinor,
            Currency = purchase.Currency,
            Label = "Gift card",
            BatchId = purchase.Id,
            AccountId = purchase.AccountId,
            Recipient = gift.Recipient,
            RecipientName = gift.RecipientName,
            GiverName = gift.GiverName,
            Message = gift.Message,
            DeliverOn = gift.DeliverOn,
            Language = gift.Language,
            CreatedAt = now,
        };
        model.CreditCodes.Add(card);
        await books.PostAsync(new Entry($"gift card {card.Id}", "gift_card_sold", [new Line(Account.Receivable, purchase.Price), new Line(Account.GiftCard, new Money(-purchase.CreditMinor, purchase.Currency), card.Id)]) { PaymentId = payment.Id }, stop);
        if (card.Recipient is not null) work.RingAt(card.DeliverOn is { } day && tenant.At(day, DeliveryHour) > now ? tenant.At(day, DeliveryHour) : now, Job, $"{card.Id}");
    }

    public async Task FailedAsync(Payment payment, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().Purchases.FirstOrDefaultAsync(one => one.Id == payment.PurposeId && one.State == Purchase.Open, stop) is { } purchase) purchase.State = Purchase.Failed;
    }

    /// <summary>The day has come: whoever writes mails hears of it, the code sealed.</summary>
    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var id = Guid.Parse(key);
        var card = await work.Model<PaymentsModel>().CreditCodes.FromSql($"select * from credit_codes where id = {id} for update").FirstOrDefaultAsync(stop);
        if (card is { State: CreditCode.Open, DeliveredAt: null, Recipient: { } address, SealedCode: { } closed })
        {
            card.DeliveredAt = clock.GetUtcNow();
            work.Tell(new GiftCardSent(card.Id, card.AccountId!.Value, address, card.RecipientName, card.GiverName ?? "", card.Message, card.Amount, closed) { Language = card.Language });
        }
        await work.CommitAsync(stop);
    }

    /// <summary>Cards somebody bought, newest first.</summary>
    public async Task<IReadOnlyList<CreditCode>> GivenByAsync(Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var cards = await work.Model<PaymentsModel>().CreditCodes.AsNoTracking().Where(code => code.AccountId == account && code.Kind == LotKind.GiftCard).OrderByDescending(code => code.CreatedAt).Take(50).ToListAsync(stop);
        await work.RollbackAsync();
        return cards;
    }

    /// <summary>One of them by its purchase, with its code while nobody has redeemed it.</summary>
    public async Task<(Purchase? Purchase, CreditCode? Card, string? Code)> FindAsync(Guid account, Guid purchaseId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var purchase = await model.Purchases.AsNoTracking().FirstOrDefaultAsync(one => one.Id == purchaseId && one.AccountId == account && one.Purpose == PaymentPurpose.GiftCard, stop);
        var card = purchase is null ? null : await model.CreditCodes.AsNoTracking().FirstOrDefaultAsync(one => one.BatchId == purchaseId && one.Kind == LotKind.GiftCard, stop);
        await work.RollbackAsync();
        return (purchase, card, card?.SealedCode is { } closed ? secrets.Open(closed) : null);
    }
}
