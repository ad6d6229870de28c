using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Settings;

/// <summary>The page on which who runs the club says how it takes money.</summary>
internal sealed class ShowProviders(SavingProviders saving, Visit visit, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/payments/settings";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowProviders page, CancellationToken stop) => page.ShowAsync(done, null, null, null, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, ShowProviders page, CancellationToken stop) => page.AtClubAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapPost($"{Path}/{{name}}", (string name, IFormCollection form, ShowProviders page, CancellationToken stop) => page.SaveAsync(name, form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private async Task<IResult> AtClubAsync(IFormCollection form, CancellationToken stop) =>
        await saving.SaveAtClubAsync(form["on"] == "true", stop) is { } refusal
            ? await ShowAsync(null, refusal, "at_club", form, stop)
            : Results.Redirect($"{Path}?done=saved");

    private async Task<IResult> SaveAsync(string name, IFormCollection form, CancellationToken stop)
    {
        var board = await saving.ReadAsync(stop);
        if (board.Lines.FirstOrDefault(one => one.Name == name) is not { } line) return TypedResults.NotFound();
        var change = form["do"].ToString() switch
        {
            "up" => new ProviderChange(null, Math.Max(line.Place - 1, 1), null),
            "down" => new ProviderChange(null, line.Place + 1, null),
            "on" => new ProviderChange(true, null, null),
            "off" => new ProviderChange(false, null, null),
            _ => new ProviderChange(null, null, (line.Form?.Fields ?? []).ToDictionary(field => field.Name, field => (string?)form[field.Name].ToString())),
        };
        return await saving.SaveAsync(name, change, text => t[text], stop) is { } refusal
            ? await ShowAsync(null, refusal, name, form, stop)
            : Results.Redirect($"{Path}?done=saved#{name}");
    }

    private async Task<IResult> ShowAsync(string? done, Refusal? refusal, string? about, IFormCollection? typed, CancellationToken stop)
    {
        var board = await saving.ReadAsync(stop);
        var sentence = refusal is null || refusal.More.ContainsKey("errors") ? null : t[refusal.Sentence].Value;
        var errors = refusal?.More.GetValueOrDefault("errors") as IReadOnlyDictionary<string, string[]> ?? new Dictionary<string, string[]>();
        var shown = board.Lines.Select(line => ProviderShown.Of(line, board.HowManyOn, t)).Select(one => one.Name != about ? one : one with
        {
            Refusal = sentence,
            Fields = [.. one.Fields.Select(field => field with { Error = errors.GetValueOrDefault(field.Name)?[0], Value = !field.Secret && typed?[field.Name].ToString() is { Length: > 0 } text ? text : field.Value })],
        });
        return new RazorComponentResult<ProvidersPage>(new { board.AtClub, Providers = shown.ToList(), Done = done, Refusal = about == "at_club" ? sentence : null, visit.Tenant!.Zone })
        {
            StatusCode = refusal?.Status ?? StatusCodes.Status200OK,
        };
    }
}
