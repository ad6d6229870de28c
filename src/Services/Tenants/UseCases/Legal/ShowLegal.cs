using Markdig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tenants.Legal;

namespace PadelSaaS.Tenants.UseCases.Legal;

/// <summary>Anybody reads what the club's law and its own terms ask to be said. HTML in the text is shown as text.</summary>
internal static class ShowLegal
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <param name="Language">The language it is written in, where the one that was asked for has none.</param>
    /// <param name="Text">Markdown.</param>
    internal sealed record Answer(string Kind, string Language, string Text);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/legal/{kind}", async (string kind, LegalBook book, Visit visit, CancellationToken stop) =>
            await book.FindAsync(kind, visit.Language, stop) is { } found ? (IResult)new RazorComponentResult<LegalPage>(new { Kind = kind, found.Language, Html = Write(found.Text) }) : TypedResults.NotFound());
        doors.Api.MapGet("/legal/{kind}", async (string kind, LegalBook book, Visit visit, CancellationToken stop) =>
                await book.FindAsync(kind, visit.Language, stop) is { } found ? Results.Ok(new Answer(kind, found.Language, found.Text)) : Refusal.NotFound("This text"))
            .WithSummary("A legal text of the club in Markdown: terms, privacy or imprint").Produces<Answer>().ProducesProblem(404);
    }

    /// <summary>The text as a page shows it. Links lead where anybody may go and nowhere else.</summary>
    public static string Write(string text)
    {
        var document = Markdig.Markdown.Parse(text, Markdown);
        foreach (var link in Markdig.Syntax.MarkdownObjectExtensions.Descendants<Markdig.Syntax.Inlines.LinkInline>(document))
            if (link.IsImage || !(link.Url is { } url && (url.StartsWith('/') || url.StartsWith('#') || Uri.TryCreate(url, UriKind.Absolute, out var to) && to.Scheme is ("https" or "http" or "mailto" or "tel")))) (link.Url, link.IsImage) = ("#", false);
        // The page has its own heading: those of the text stand below it.
        foreach (var heading in Markdig.Syntax.MarkdownObjectExtensions.Descendants<Markdig.Syntax.HeadingBlock>(document)) heading.Level = Math.Min(6, heading.Level + 1);
        return Markdig.Markdown.ToHtml(document, Markdown);
    }
}
