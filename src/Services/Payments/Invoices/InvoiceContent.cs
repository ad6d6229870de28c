using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Payments.Invoices;

/// <summary>What an invoice says besides its number and its recipient; kept as it was when it was written.</summary>
/// <param name="Part">Whether it is about a part of the price.</param>
public sealed record InvoiceContent(
    Seller Seller, string Venue, string Court, DateTimeOffset Start, DateTimeOffset End, string Zone, string BookingCode, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InvoiceTax> Taxes, bool Part)
{
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

    /// <summary>All the tax in it.</summary>
    public long TaxMinor => Taxes.Sum(tax => tax.TaxMinor);
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
public sealed record Invoice(
    Guid Id, int Year, string Series, long Number, Guid BookingId, Guid? Corrects, Money Total, DateTimeOffset IssuedAt, Guid? AccountId, string? Customer, string? CustomerTaxId,
    string? CustomerAddress, InvoiceContent Content)
{
    /// <summary>Whether it takes back what another one said.</summary>
    public bool IsCredit => Series.Length > 0;

    /// <summary>Such as <c>2026-000012</c>, and <c>R2026-000003</c> for a credit note.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Series}{Year}-{Number:D6}");

    /// <summary>Number of the invoice that a credit note takes back.</summary>
    public string? CorrectsCode { get; init; }
}
