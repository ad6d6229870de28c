using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Web;

public sealed class StatusPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("madrid.localhost", "Club Madrid")]
    [InlineData("localhost", "PadelSaaS")]
    [InlineData("admin.localhost", "PadelSaaS")]
    public async Task A_page_there_is_not_says_so_in_the_look_of_the_door(string host, string name)
    {
        var (response, text) = await AskAsync(platform.At(host), "/nothing/here");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        text.ShouldContain($"There is nothing here · {name}");
        text.ShouldContain("<code dir=\"ltr\">");
        response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("script-src");
    }

    [Fact]
    public async Task It_is_told_in_the_visitors_language()
    {
        var (_, text) = await AskAsync(platform.Madrid(), "/nothing?lang=es");
        text.ShouldContain("lang=\"es\"");
        text.ShouldContain("Aquí no hay nada");
    }

    [Fact]
    public async Task Who_may_not_gets_a_page_and_403()
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("player@madrid.test", People.DemoPassword);
        var (response, text) = await AskAsync(visitor, "/desk");
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        text.ShouldContain("This page is not for you");
    }

    [Fact]
    public async Task A_refusal_of_a_page_is_a_page_and_of_the_API_a_problem_document()
    {
        var (page, text) = await AskAsync(platform.Madrid(), "/pay/card/nobody");
        (page.StatusCode, page.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.NotFound, "text/html"));
        text.ShouldContain("There is nothing here");

        var (api, problem) = await AskAsync(platform.Madrid(), $"/api/v1/bookings/{Guid.Empty}");
        (api.StatusCode, api.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.NotFound, "application/problem+json"));
        problem.ShouldContain("\"slug\":\"not_found\"");
    }

    [Fact]
    public async Task Pictures_and_programs_get_no_page()
    {
        var visitor = platform.Madrid();
        visitor.Headers["Accept"] = "image/avif,image/webp,*/*";
        (await visitor.GetAsync("/nothing.png")).Content.Headers.ContentType.ShouldBeNull();
    }

    [Fact]
    public async Task A_host_nobody_owns_stays_plain()
    {
        var (response, text) = await AskAsync(platform.At("nobody.localhost"), "/");
        (response.StatusCode, text).ShouldBe((HttpStatusCode.NotFound, "There is no club at this address.\n"));
    }

    [Fact]
    public async Task What_breaks_is_a_page_without_detail_and_with_all_its_headers()
    {
        await platform.ExecuteAsync("lahore", "alter table files rename to files_away");
        var visitor = platform.Lahore();
        var (response, text) = await AskAsync(visitor, "/files/any.svg?lang=en");
        await platform.ExecuteAsync("lahore", "alter table files_away rename to files");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        text.ShouldContain("That was our mistake");
        text.ShouldNotContain("files_away");
        text.ShouldNotContain("42P01");
        response.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
    }

    private static async Task<(HttpResponseMessage Response, string Text)> AskAsync(Visitor visitor, string path)
    {
        visitor.Headers["Accept"] = "text/html";
        var response = await visitor.GetAsync(path);
        return (response, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }
}
