using System.Net;
using System.Text;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Edge;

/// <summary>How much a request may carry, with its length told or not.</summary>
public sealed class BodyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const int Limit = 512 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_sends_too_much_hears_how_much_it_may_send(bool tellsLength)
    {
        var answer = await SendAsync("/api/v1/auth/login", $$"""{"email":"a@b.test","password":"{{new string('x', Limit)}}"}""", "application/json", tellsLength);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var problem = await answer.JsonOf();
        ((string)problem["slug"]!, (long)problem["limitBytes"]!, (string)problem["title"]!).ShouldBe(("too_large", Limit, "At most 512 kB are taken here."));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_who_sends_too_much_reads_it_on_a_page(bool tellsLength)
    {
        var answer = await SendAsync("/sign-in", $"email=a%40b.test&password={new string('x', Limit)}", "application/x-www-form-urlencoded", tellsLength, "text/html");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("At most 512 kB are taken here.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_within_the_limit_is_read_as_ever(bool tellsLength)
    {
        var answer = await SendAsync("/api/v1/auth/login", """{"email":"a@b.test","password":"wrong"}""", "application/json", tellsLength);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_endpoint_that_takes_files_takes_more_and_says_so_beyond()
    {
        var owner = platform.Madrid();
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = "owner@madrid.test", password = People.DemoPassword }))["accessToken"]!;
        var usual = await owner.PostAsync("/api/v1/customers/imports", new { csv = new string('x', 2 * Limit) });
        usual.StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);

        var beyond = await owner.PostAsync("/api/v1/customers/imports", new { csv = new string('x', 12 * 1024 * 1024) });
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ((string)(await beyond.JsonOf())["title"]!).ShouldBe("At most 12 MB are taken here.");
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body, string kind, bool tellsLength, string accept = "*/*")
    {
        HttpContent content = tellsLength ? new ByteArrayContent(Encoding.UTF8.GetBytes(body)) : new StreamContent(new OneWay(Encoding.UTF8.GetBytes(body)));
        content.Headers.ContentType = new(kind);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return platform.Madrid().SendAsync(request);
    }

    // Nobody can ask how long it is, so it goes out in chunks.
    private sealed class OneWay(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
