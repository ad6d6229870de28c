using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>What people do at the door of a club, in one line each.</summary>
internal static class People
{
    public const string Password = "correct horse battery";
    public const string DemoPassword = "Padel-demo-2026";

    /// <summary>Opens an account and signs in: asks for the link, reads it, follows it. Who has the account already signs in; the answer with the tokens.</summary>
    public static async Task<JsonNode> RegisterAsync(this Visitor visitor, string email)
    {
        var asked = await visitor.AskForAccountAsync(email);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync());
        return await visitor.KeyOfAsync(email, LinkPurpose.Register) is { } key && await visitor.PostAsync("/api/v1/auth/register/confirm", new { key, password = Password }) is { IsSuccessStatusCode: true } opened
            ? await opened.JsonOf()
            : await visitor.JsonAsync("/api/v1/auth/login", new { email, password = Password });
    }

    public static Task<HttpResponseMessage> AskForAccountAsync(this Visitor visitor, string email, string password = Password, string firstName = "Ana") =>
        visitor.PostAsync("/api/v1/auth/register", new { email, password, firstName, lastName = "Gil" });

    /// <summary>The secret of the newest link an address was sent for a purpose, as its reader sees it; <see langword="null"/> when there is none.</summary>
    public static async Task<string?> KeyOfAsync(this Visitor visitor, string email, string purpose)
    {
        var tenant = (await visitor.Services.GetRequiredService<ITenantStore>().AllAsync()).First(tenant => tenant.Slug == visitor.Slug);
        await using var connection = new NpgsqlConnection(visitor.Services.GetRequiredService<IConfiguration>()["Database:Owner"]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select payload ->> 'sealedKey' from platform.outbox
            where event_type = 'ACCOUNT_LINK_ISSUED' and tenant_role = $1 and lower(payload ->> 'email') = lower($2) and payload ->> 'purpose' = $3 order by seq desc limit 1
            """, connection) { Parameters = { new() { Value = tenant.Schema, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Name }, new() { Value = email }, new() { Value = purpose } } };
        return await command.ExecuteScalarAsync() is string closed
            ? visitor.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("link-secrets", tenant.Id.ToString()).Unprotect(closed)
            : null;
    }

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
