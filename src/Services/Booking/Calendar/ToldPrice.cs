using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Booking.Calendar;

/// <summary>A receipt as facts tell it.</summary>
internal static class ToldPrice
{
    /// <summary>The same booking with the lines of its price.</summary>
    public static BookedCourt Priced(this BookedCourt court, IReadOnlyList<PriceLine> lines) => court with
    {
        Lines = [.. lines.Select(line => new BookedLine(line.Kind, line.Name, line.Minutes, line.Count, line.Amount))],
        Taxes = [.. TaxShare.Of(lines).Select(tax => new BookedTax(tax.BasisPoints, tax.Tax))],
    };
}
