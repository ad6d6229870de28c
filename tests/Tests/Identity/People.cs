using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>What people do at the door of a club, in one line each.</summary>
internal static class People
{
    public const string Password = "correct horse battery";
    public const string DemoPassword = "Padel-demo-2026";

    /// <summary>Registers somebody new; the answer with the tokens.</summary>
    public static Task<JsonNode> RegisterAsync(this Visitor visitor, string email) =>
        visitor.JsonAsync("/api/v1/auth/register", new { email, password = Password, firstName = "Ana", lastName = "Gil" });

    /// <summary>Registers somebody new and lets the visitor carry their access token; the refresh token.</summary>
    public static async Task<string> EnterAsync(this Visitor visitor, string email)
    {
        var answer = await visitor.RegisterAsync(email);
        visitor.Token = (string)answer["accessToken"]!;
        return (string)answer["refreshToken"]!;
    }

    public static Task<HttpResponseMessage> LoginAsync(this Visitor visitor, string email, string password) =>
        visitor.PostAsync("/api/v1/auth/login", new { email, password });

    public static Task<HttpResponseMessage> RefreshAsync(this Visitor visitor, string refreshToken) =>
        visitor.PostAsync("/api/v1/auth/refresh", new { refreshToken });

    public static async Task<HttpStatusCode> MeAsync(this Visitor visitor) => (await visitor.GetAsync("/api/v1/auth/me")).StatusCode;

    public static async Task<string> RefreshTokenOf(this HttpResponseMessage response) => (string)(await response.JsonOf())["refreshToken"]!;

    public static async Task<string?> SlugOf(this HttpResponseMessage response) => (string?)(await response.JsonOf())["slug"];

    public static async Task<JsonNode> JsonOf(this HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>Signs in at the page, as a browser does.</summary>
    public static Task<HttpResponseMessage> SignInAsync(this Visitor visitor, string email, string password, string page = "/sign-in") =>
        visitor.SubmitAsync(page, "/sign-in", new Dictionary<string, string> { ["email"] = email, ["password"] = password });
}
