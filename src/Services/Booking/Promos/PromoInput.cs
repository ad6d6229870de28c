using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Promos;

/// <summary>Everything an owner says about a code.</summary>
/// <param name="Code">What players type; capitals and small letters are the same.</param>
/// <param name="PercentBasisPoints">The share it takes off the court's price, or</param>
/// <param name="AmountMinor">the amount, in the club's currency.</param>
/// <param name="FirstDate">First date of the venue's clocks on which it may be used.</param>
/// <param name="LastDate">Last such date.</param>
/// <param name="MostUses">How often it may be used at all.</param>
/// <param name="MostPerCustomer">How often by one customer.</param>
/// <param name="LeastMinor">What the court has to cost at least.</param>
/// <param name="Weekdays">Days of play it counts for, 1 for Monday; none for all.</param>
/// <param name="CourtIds">Courts it counts for; none for all.</param>
/// <param name="Active">Whether it may be used now.</param>
internal sealed record PromoInput(
    string? Code, int? PercentBasisPoints = null, long? AmountMinor = null, DateOnly? FirstDate = null, DateOnly? LastDate = null, int? MostUses = null, int? MostPerCustomer = null,
    long? LeastMinor = null, IReadOnlyList<int>? Weekdays = null, IReadOnlyList<Guid>? CourtIds = null, bool Active = true)
{
    private const long MostMinor = 1_000_000_000_000;
    private const int MostTimes = 1_000_000;

    public static PromoInput Of(PromoCode code) => new(
        code.Code, code.BasisPoints, code.AmountMinor, code.FirstDate, code.LastDate, code.MostUses, code.MostPerCustomer, code.LeastMinor, code.Weekdays, code.CourtIds, code.Active);

    /// <param name="say">Puts a sentence into the reader's language.</param>
    public void Check(Checks checks, string currency, Func<string, string> say)
    {
        var code = PromoCode.Spelled(Code ?? "");
        checks.That(code.Length is >= 2 and <= 30 && code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_'), "code", say("2 to 30 letters and digits, such as SUMMER26."));
        checks.That(PercentBasisPoints is null != AmountMinor is null, "percentBasisPoints", say("Either a share or an amount is needed."));
        checks.That(PercentBasisPoints is null or (>= 1 and <= 10_000), "percentBasisPoints", say("A share of up to 100 per cent."));
        checks.That(AmountMinor is null or (> 0 and <= MostMinor), "amountMinor", Amount());
        checks.That(LeastMinor is null or (> 0 and <= MostMinor), "leastMinor", Amount());
        checks.That(LastDate is null || FirstDate is null || LastDate >= FirstDate, "lastDate", say("Ends before it begins."));
        checks.That(MostUses is null or (>= 1 and <= MostTimes), "mostUses", say("A number from 1."));
        checks.That(MostPerCustomer is null or (>= 1 and <= MostTimes), "mostPerCustomer", say("A number from 1."));
        checks.That((Weekdays ?? []).All(day => day is >= 1 and <= 7), "weekdays", say("Days are numbers from 1 for Monday to 7."));

        string Amount() => $"{say("An amount is needed, such as")} {MoneyText.Plain(new Money(500, currency))}.";
    }

    /// <summary>Whether the code says all this already.</summary>
    public bool Says(PromoCode code) => PromoCode.Spelled(Code!) == code.Code && PercentBasisPoints == code.BasisPoints && AmountMinor == code.AmountMinor && FirstDate == code.FirstDate
        && LastDate == code.LastDate && MostUses == code.MostUses && MostPerCustomer == code.MostPerCustomer && LeastMinor == code.LeastMinor && Active == code.Active
        && Days.SequenceEqual(code.Weekdays) && Courts.SequenceEqual(code.CourtIds);

    public void WriteTo(PromoCode code)
    {
        code.Code = PromoCode.Spelled(Code!);
        (code.BasisPoints, code.AmountMinor, code.LeastMinor) = (PercentBasisPoints, AmountMinor, LeastMinor);
        (code.FirstDate, code.LastDate, code.MostUses, code.MostPerCustomer) = (FirstDate, LastDate, MostUses, MostPerCustomer);
        (code.Weekdays, code.CourtIds, code.Active) = (Days, Courts, Active);
    }

    private int[] Days => (Weekdays ?? []).Distinct().Count() == 7 ? [] : [.. (Weekdays ?? []).Distinct().Order()];

    private Guid[] Courts => [.. (CourtIds ?? []).Distinct().Order()];
}
