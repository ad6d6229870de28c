using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases.Wording;

/// <summary>The club's own words by the API: what there is, what counts, save, preview, back to ours.</summary>
internal static class ManageWords
{
    private const string One = EditWords.Path + "/{kind}/{language}/{channel}";

    /// <param name="Version">0 where our own words count.</param>
    /// <param name="BrokenWhy">Why they could not be filled; then our words go out.</param>
    internal sealed record Answer(string Kind, string Language, string Channel, int Version, string Subject, string Heading, string Body, string? BrokenWhy);

    internal sealed record ListAnswer(IReadOnlyList<string> Kinds, IReadOnlyList<string> Channels, IReadOnlyList<Answer> Own);

    /// <param name="Names">What words may name, with what it stands for in the sample.</param>
    internal sealed record OneAnswer(Answer Words, int NewestVersion, IReadOnlyDictionary<string, string> Names);

    /// <param name="Seen">The newest version you have seen: refused when there is another.</param>
    internal sealed record Request(string? Subject, string? Heading, string? Body, int? Seen);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(EditWords.Path, ListAsync).Needs(Ability.ManageTenant).WithSummary("Kinds of messages, and for which of them the club has words of its own");
        doors.Api.MapGet(One, FindAsync).Needs(Ability.ManageTenant).WithSummary("The words of a kind of message in a language by a channel, and what they may name").Produces<OneAnswer>().ProducesProblem(404);
        doors.Api.MapPut(One, SaveAsync).Needs(Ability.ManageTenant).WithSummary("Make words of the club's own count; what they name is checked").Produces<OneAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost(One + "/preview", PreviewAsync).Needs(Ability.ManageTenant).WithSummary("What words look like with a sample booking").Produces<WordsPreview>().ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapDelete(One, async (string kind, string language, string channel, WordingOffice office, CancellationToken stop) =>
                await office.ResetAsync(new(kind, language, channel), stop) ? Results.NoContent() : Refusal.NotFound("These words"))
            .Needs(Ability.ManageTenant).WithSummary("Let our words count again").Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
    }

    private static async Task<ListAnswer> ListAsync(WordingOffice office, CancellationToken stop) =>
        new(SampleMails.Kinds, ChannelKind.All, [.. (await office.ActiveAsync(stop)).Select(Of)]);

    private static async Task<IResult> FindAsync(string kind, string language, string channel, WordingOffice office, CancellationToken stop)
    {
        var key = new WordsKey(kind, language, channel);
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var versions = await office.VersionsAsync(key, stop);
        var (subject, heading, body) = Written.Ours(channel);
        var words = versions.Find(one => one.Active) is { } own ? Of(own) : new Answer(kind, language, channel, 0, subject, heading, body, null);
        return Results.Ok(new OneAnswer(words, versions.FirstOrDefault()?.Version ?? 0, await office.NamesAsync(key, stop)));
    }

    private static async Task<IResult> SaveAsync(string kind, string language, string channel, Request request, WordingOffice office, CancellationToken stop)
    {
        var key = new WordsKey(kind, language, channel);
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var (written, checks) = (Read(request), new Checks());
        await office.TryAsync(key, written, checks, fault => new WordsBrokenException(fault).Message, text => text, stop);
        if (!checks.Pass) return checks.Refusal();
        return await office.SaveAsync(key, written, request.Seen, stop) is { } refusal ? refusal : await FindAsync(kind, language, channel, office, stop);
    }

    private static async Task<IResult> PreviewAsync(string kind, string language, string channel, Request request, WordingOffice office, CancellationToken stop)
    {
        var key = new WordsKey(kind, language, channel);
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var checks = new Checks();
        var preview = await office.TryAsync(key, Read(request), checks, fault => new WordsBrokenException(fault).Message, text => text, stop);
        return checks.Pass ? Results.Ok(preview) : checks.Refusal();
    }

    private static Written Read(Request request) => new(request.Subject ?? "", request.Heading ?? "", request.Body ?? "");

    private static Answer Of(OwnWords own) => new(own.Kind, own.Language, own.Channel, own.Version, own.Subject, own.Heading, own.Body, own.BrokenWhy);
}
