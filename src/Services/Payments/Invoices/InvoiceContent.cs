using System.Globalization;
using System.Text.Json.Serialization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Payments.Invoices;

/// <summary>What an invoice says besides its number and its recipient; kept as it was when it was written.</summary>
/// <param name="Venue">Of a booking, as are court, times and code.</param>
/// <param name="Part">Whether it is about a part of the price.</param>
public sealed record InvoiceContent(
    Seller Seller, string? Venue, string? Court, DateTimeOffset? Start, DateTimeOffset? End, string Zone, string? BookingCode, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InvoiceTax> Taxes, bool Part)
{
    /// <summary>What was bought, where that is no booking.</summary>
    public InvoicedPurchase? Bought { get; init; }

    /// <summary>The content for an amount of a booking's price.</summary>
    internal static InvoiceContent Of(Seller seller, BookedCourt court, long amountMinor)
    {
        var price = court.Price.AmountMinor;
        var whole = amountMinor == price;
        return new InvoiceContent(
            seller, court.VenueName, court.CourtName, court.Start, court.End, court.Zone, court.BookingId.ToString("N")[^6..].ToUpperInvariant(),
            whole ? [.. court.Lines.Select(line => new InvoiceLine(line.Kind, line.Name, line.Minutes, line.Count, line.Amount.AmountMinor))] : [],
            [.. court.Taxes.Where(tax => price > 0).Select(tax => new InvoiceTax(tax.BasisPoints, (long)(((Int128)tax.Tax.AmountMinor * amountMinor * 2 + price) / ((Int128)price * 2))))], !whole);
    }

    /// <summary>The content for an amount of what was paid for something else.</summary>
    internal static InvoiceContent Of(Seller seller, InvoicedPurchase bought, string zone, int taxBps, long taxMinor, bool part) =>
        new(seller, null, null, null, null, zone, null, [], taxMinor == 0 ? [] : [new InvoiceTax(taxBps, taxMinor)], part) { Bought = bought };

    /// <summary>All the tax in it.</summary>
    public long TaxMinor => Taxes.Sum(tax => tax.TaxMinor);
}

/// <summary>Something bought that is no booking.</summary>
/// <param name="Purpose">One of <c>wallet_top_up</c>, <c>credit_pack</c>, <c>gift_card</c> and <c>membership</c>.</param>
/// <param name="From">First day of a member's period.</param>
/// <param name="Until">Its last day.</param>
public sealed record InvoicedPurchase(string Purpose, string Name, DateOnly? From, DateOnly? Until)
{
    /// <summary>Whether it is credit: sold, and taxed, when it is spent.</summary>
    [JsonIgnore]
    public bool IsCredit => Purpose != PaymentPurpose.Membership;
}

/// <summary>Who sells.</summary>
public sealed record Seller(string Name, string? TaxId, string? Address, string Country, string? Foot);

/// <summary>A line of the price.</summary>
public sealed record InvoiceLine(string Kind, string Name, int Minutes, int Count, long AmountMinor);

/// <summary>The tax of one rate that the total contains.</summary>
public sealed record InvoiceTax(int BasisPoints, long TaxMinor)
{
    /// <summary>The rate as people write it.</summary>
    public string Rate => $"{(BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture)} %";
}

/// <summary>An invoice or a credit note.</summary>
/// <param name="Series">Empty for invoices, <c>R</c> for credit notes; <c>A</c> and <c>AR</c> for receipts of credit and what takes them back.</param>
public sealed record Invoice(
    Guid Id, int Year, string Series, long Number, Guid? BookingId, Guid? Corrects, Money Total, DateTimeOffset IssuedAt, Guid? AccountId, string? Customer, string? CustomerTaxId,
    string? CustomerAddress, InvoiceContent Content)
{
    /// <summary>Whether it takes back what another one said.</summary>
    public bool IsCredit => Series.EndsWith('R');

    /// <summary>Whether it is about credit that was bought, which is no sale yet.</summary>
    public bool IsAdvance => Series.StartsWith('A');

    /// <summary>Such as <c>2026-000012</c>, and <c>R2026-000003</c> for a credit note.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Series}{Year}-{Number:D6}");

    /// <summary>Number of the invoice that a credit note takes back.</summary>
    public string? CorrectsCode { get; init; }
}
