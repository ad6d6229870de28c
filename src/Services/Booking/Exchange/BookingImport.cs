namespace PadelSaaS.Booking.Exchange;

/// <summary>What a file of bookings would do, or did.</summary>
/// <param name="Lines">The first lines that are not the same, refused ones first.</param>
public sealed record BookingImport(bool Applied, int Added, int Same, int Refused, IReadOnlyList<ImportedLine> Lines);

/// <summary>What a line would do, or did.</summary>
/// <param name="Kind"><c>new</c>, <c>same</c> or <c>refused</c>.</param>
/// <param name="What">Court and time as the file says them.</param>
/// <param name="Column">The column that a rule refuses.</param>
/// <param name="Rule">What the rule says.</param>
public sealed record ImportedLine(int Line, string Kind, string Name, string What, string? Column, string? Rule)
{
    internal const string New = "new", Same = "same", Refused = "refused";
}
