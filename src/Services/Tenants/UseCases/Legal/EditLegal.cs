using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Legal;

namespace PadelSaaS.Tenants.UseCases.Legal;

/// <summary>Who runs the club writes its terms, what it says of data, and who it is, in each of its languages; on a page and by the API.</summary>
internal sealed class EditLegal(LegalBook legal, Visit visit, IStringLocalizer<TenantsWords> t)
{
    public const string Path = "/manage/legal";
    private const string TooLong = "At most 50,000 letters, none of which is the NUL character.";

    /// <param name="Texts">By kind and language; an empty one is taken away, what is not named stays.</param>
    internal sealed record Body(Dictionary<string, Dictionary<string, string>?>? Texts);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, async (string? done, EditLegal page, CancellationToken stop) => page.Page(await page.AllAsync(stop), [], done, StatusCodes.Status200OK)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, EditLegal page, CancellationToken stop) => page.SubmitAsync(form, stop)).Needs(Ability.ManageTenant);
        doors.Api.MapGet(Path, async (LegalBook book, CancellationToken stop) => Shown(await book.AllAsync(stop))).Needs(Ability.ManageTenant).WithSummary("The club's legal texts, in Markdown by kind and language");
        doors.Api.MapPut(Path, (Body body, EditLegal use, CancellationToken stop) => use.SaveAsync(body, stop)).Needs(Ability.ManageTenant).WithSummary("Write the club's legal texts").Produces<Body>().ProducesProblem(400);
    }

    private Task<IReadOnlyDictionary<(string Kind, string Language), string>> AllAsync(CancellationToken stop) => legal.AllAsync(stop);

    private async Task<IResult> SubmitAsync(IFormCollection form, CancellationToken stop)
    {
        var texts = LegalText.Kinds.SelectMany(kind => visit.Languages.Select(language => (kind, language))).Where(key => form.ContainsKey(Field(key))).ToDictionary(key => key, key => Plain(form[Field(key)].ToString()));
        var checks = new Checks();
        Check(texts, checks);
        if (!checks.Pass) return Page(texts, checks.Errors.ToDictionary(error => error.Key, error => t[error.Value[0]].Value), null, StatusCodes.Status400BadRequest);
        await legal.SaveAsync(texts, stop);
        return Results.Redirect($"{Path}?done=saved");
    }

    private async Task<IResult> SaveAsync(Body body, CancellationToken stop)
    {
        var (texts, checks) = (new Dictionary<(string, string), string>(), new Checks());
        foreach (var (kind, languages) in body.Texts ?? [])
            foreach (var (language, text) in languages ?? [])
            {
                checks.That(LegalText.Kinds.Contains(kind) && visit.Languages.Contains(language), $"texts.{kind}.{language}", "There are terms, privacy and imprint, in the languages of the club.");
                texts[(kind, language)] = Plain(text ?? "");
            }
        checks.That(texts.Count > 0, "texts", "Texts by kind (terms, privacy, imprint) and language are needed.");
        if (checks.Pass) Check(texts, checks);
        if (!checks.Pass) return checks.Refusal();
        await legal.SaveAsync(texts, stop);
        return Results.Ok(Shown(await legal.AllAsync(stop)));
    }

    private static void Check(IReadOnlyDictionary<(string Kind, string Language), string> texts, Checks checks)
    {
        foreach (var (key, text) in texts) checks.That(text.Length <= LegalBook.Longest && !text.Contains('\0', StringComparison.Ordinal), Field(key), TooLong);
    }

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string Field((string Kind, string Language) key) => $"{key.Kind}.{key.Language}";

    private static Body Shown(IReadOnlyDictionary<(string Kind, string Language), string> texts) =>
        new(texts.GroupBy(text => text.Key.Kind).ToDictionary(of => of.Key, of => (Dictionary<string, string>?)of.ToDictionary(text => text.Key.Language, text => text.Value)));

    private RazorComponentResult<EditLegalPage> Page(IReadOnlyDictionary<(string Kind, string Language), string> texts, Dictionary<string, string> errors, string? done, int status) => new(new
    {
        Texts = texts.ToDictionary(text => Field(text.Key), text => text.Value),
        Errors = errors,
        visit.Languages,
        Done = done,
    })
    { StatusCode = status };
}
