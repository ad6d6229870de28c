using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Players.Pages;

namespace PadelSaaS.Players.UseCases;

/// <summary>A club brings its customers along as a file: it sees line by line what would happen, and only then lets it happen.</summary>
internal static class ImportCustomers
{
    public const string Path = ListCustomers.Path + "/import";

    /// <summary>The file's text: a heading row with at least a name or an address, then one customer per row.</summary>
    internal sealed record Request(string? Csv);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, () => Page(null, null, StatusCodes.Status200OK)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path, SubmitAsync).Needs(Ability.ManageCustomers).TakesFiles();
        doors.Club.MapPost(Path + "/{id:guid}", ConfirmAsync).Needs(Ability.ManageCustomers);
        doors.Api.MapPost("/customers/imports", TryAsync).Needs(Ability.ManageCustomers).Idempotent().TakesFiles()
            .WithSummary("Look what a CSV of customers would do; nothing is written until it is applied").Produces<ImportOutcome>().ProducesProblem(400);
        doors.Api.MapPost("/customers/imports/{id:guid}/apply", ApplyAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Write what an uploaded CSV says; refused lines are left out").Produces<ImportOutcome>().ProducesProblem(404);
    }

    private static async Task<IResult> TryAsync(Request request, Importing importing, CancellationToken stop)
    {
        if (request.Csv is not { Length: > 0 and <= Importing.MostBytes } csv) return Refusals.NoTable;
        var (outcome, refusal) = await importing.TryAsync(csv, stop);
        return refusal is null ? TypedResults.Ok(outcome) : refusal;
    }

    private static async Task<IResult> ApplyAsync(Guid id, Importing importing, CancellationToken stop)
    {
        var (outcome, refusal) = await importing.ApplyAsync(id, stop);
        return refusal is null ? TypedResults.Ok(outcome) : refusal;
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, Importing importing, IStringLocalizer<PlayersWords> t, CancellationToken stop)
    {
        if (form.Files.GetFile("file") is not { Length: > 0 and <= Importing.MostBytes } file) return Page(null, t["Choose a CSV file of at most 5 MB."], StatusCodes.Status400BadRequest);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        var (outcome, refusal) = await importing.TryAsync(CsvText.Decode(bytes.ToArray()), stop);
        return refusal is null ? Page(outcome, null, StatusCodes.Status200OK) : Page(null, t[refusal.Sentence], refusal.Status);
    }

    private static async Task<IResult> ConfirmAsync(Guid id, Importing importing, CancellationToken stop)
    {
        var (outcome, refusal) = await importing.ApplyAsync(id, stop);
        return refusal is null ? Page(outcome, null, StatusCodes.Status200OK) : refusal;
    }

    private static RazorComponentResult<ImportPage> Page(ImportOutcome? outcome, string? error, int status) => new(new { Outcome = outcome, Error = error }) { StatusCode = status };
}
