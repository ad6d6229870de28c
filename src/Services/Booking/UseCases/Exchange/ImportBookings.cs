using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Exchange;
using PadelSaaS.Booking.Pages.Exchange;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Exchange;

/// <summary>A club brings the bookings of another program along: it sees line by line what would happen, and only then lets it happen.</summary>
internal static class ImportBookings
{
    public const string Path = "/manage/bookings/import";

    /// <param name="Csv">A heading row with date, start, end or duration, court and name, then one booking per row.</param>
    /// <param name="Apply">Whether to book; otherwise it is only looked at.</param>
    internal sealed record Request(string? Csv, bool Apply);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, () => Page(null, null, null, StatusCodes.Status200OK)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, SubmitAsync).Needs(Ability.ManageTenant).TakesFiles();
        doors.Api.MapPost("/manage/bookings/imports", ApplyAsync).Needs(Ability.ManageTenant).TakesFiles()
            .WithSummary("Look what a CSV of bookings would do, and with `apply` do it; what stands already is not booked twice").Produces<BookingImport>().ProducesProblem(400);
    }

    private static async Task<IResult> ApplyAsync(Request request, BookingImporting importing, CancellationToken stop)
    {
        if (request.Csv is not { Length: > 0 and <= BookingImporting.MostBytes } csv) return Refusals.NoBookingTable;
        var (outcome, refusal) = await importing.RunAsync(csv, request.Apply, stop);
        return refusal is null ? TypedResults.Ok(outcome) : refusal;
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, BookingImporting importing, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        var apply = form["do"] == "apply";
        var csv = apply ? form["csv"].ToString() : await TextAsync(form.Files.GetFile("file"), stop);
        if (csv is not { Length: > 0 and <= BookingImporting.MostBytes }) return Page(null, null, t["Choose a CSV file of at most 2 MB."], StatusCodes.Status400BadRequest);
        var (outcome, refusal) = await importing.RunAsync(csv, apply, stop);
        return refusal is null ? Page(outcome, apply ? null : csv, null, StatusCodes.Status200OK) : Page(null, null, t[refusal.Sentence], refusal.Status);
    }

    private static async Task<string?> TextAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is not { Length: > 0 and <= BookingImporting.MostBytes }) return null;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        return CsvText.Decode(bytes.ToArray());
    }

    private static RazorComponentResult<ImportBookingsPage> Page(BookingImport? outcome, string? csv, string? error, int status) => new(new { Outcome = outcome, Csv = csv, Error = error }) { StatusCode = status };
}
