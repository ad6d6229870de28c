using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>What people who run a club do about who works there, in one line each.</summary>
internal static class Staff
{
    /// <summary>A visitor who carries the token of an account of the club's file.</summary>
    public static async Task<Visitor> AsAsync(this PlatformFixture platform, string email, string password = People.DemoPassword)
    {
        var visitor = platform.At($"{(email.EndsWith("@lahore.test", StringComparison.Ordinal) ? "lahore" : "madrid")}.localhost");
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password }))["accessToken"]!;
        return visitor;
    }

    /// <summary>Somebody new who works at the club in Madrid: invited by its owner, accepted by the link; with their token.</summary>
    public static async Task<Visitor> HireAsync(this PlatformFixture platform, string email, string role, DateOnly? until = null)
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var invited = await owner.PostAsync("/api/v1/staff/invitations", new { email, role, until });
        invited.StatusCode.ShouldBe(HttpStatusCode.Created, await invited.Content.ReadAsStringAsync());
        var visitor = platform.Madrid();
        await visitor.JoinAsync(email);
        visitor.Token = (string)(await visitor.JsonAsync("/api/v1/auth/login", new { email, password = People.Password }))["accessToken"]!;
        return visitor;
    }

    /// <summary>Accepts the newest invitation of an address, as somebody new.</summary>
    public static async Task<JsonNode> JoinAsync(this Visitor visitor, string email) =>
        await visitor.JsonAsync("/api/v1/auth/join", new { key = await visitor.KeyOfAsync(email, LinkPurpose.JoinStaff), firstName = "Nina", lastName = "Newcomer", password = People.Password });

    public static async Task<Guid> IdOfAsync(this Visitor visitor) => (Guid)(await visitor.JsonAsync("/api/v1/auth/me"))["id"]!;

    /// <summary>Gives somebody these roles through the API.</summary>
    public static async Task<HttpResponseMessage> GiveAsync(this Visitor visitor, Guid member, params object[] roles) =>
        await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/staff/{member}/roles") { Content = System.Net.Http.Json.JsonContent.Create(new { roles }) });

    public static Task<HttpResponseMessage> DeleteAsync(this Visitor visitor, string path) => visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public static async Task<HttpStatusCode> StatusAsync(this Visitor visitor, string path) => (await visitor.GetAsync(path)).StatusCode;
}
