using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.TestHost;

namespace PadelSaaS.Tests.House;

/// <summary>Somebody with a browser or a program at one host: keeps cookies of that host only, follows no redirect by itself.</summary>
public sealed class Visitor(TestServer server, string host)
{
    private readonly Dictionary<string, string> cookies = [];

    /// <summary>The platform's container, for what a visitor would read in their mail.</summary>
    public IServiceProvider Services => server.Services;

    /// <summary>The slug of the club whose site it is.</summary>
    public string Slug => host.Split('.')[0];

    /// <summary>Sent as a bearer token when set.</summary>
    public string? Token { get; set; }

    /// <summary>Sent with the next requests, such as <c>X-Booking-Key</c>.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Cookies as the browser keeps them.</summary>
    public IDictionary<string, string> Cookies => cookies;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) });

    public Task<HttpResponseMessage> PostFormAsync(string path, IEnumerable<KeyValuePair<string, string>> form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(new Uri($"http://{host}"), request.RequestUri!);
        if (Token is not null) request.Headers.Authorization = new("Bearer", Token);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var client = server.CreateClient();
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)) cookies.Remove(pair[0]);
                else cookies[pair[0]] = pair[1];
            }
        return response;
    }

    /// <summary>Gets JSON; fails with what was answered when it is not 2xx.</summary>
    public async Task<JsonNode> JsonAsync(string path) => await JsonOf(await GetAsync(path), path);

    /// <summary>Posts and gets JSON; fails with what was answered when it is not 2xx.</summary>
    public async Task<JsonNode> JsonAsync(string path, object body) => await JsonOf(await PostAsync(path, body), path);

    /// <summary>Sends a form of a page the way a browser does: gets the page, takes the form's hidden fields along, posts it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string pagePath, string action, IReadOnlyDictionary<string, string> typed)
    {
        var html = await (await GetAsync(pagePath)).Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        var form = page.QuerySelectorAll("form").FirstOrDefault(form => (form.GetAttribute("action") ?? pagePath).Split('?')[0] == action)
            // A button may lead its form elsewhere.
            ?? page.QuerySelector($"form button[formaction='{action}']")?.Closest("form")
            ?? throw new InvalidOperationException($"{pagePath} has no form to {action}:\n{html}");
        var fields = form.QuerySelectorAll("input[name]").Where(input => input.GetAttribute("type") is not ("radio" or "checkbox") || input.HasAttribute("checked"))
            .GroupBy(input => input.GetAttribute("name")!).ToDictionary(same => same.Key, same => same.First().GetAttribute("value") ?? "");
        foreach (var (name, value) in typed) fields[name] = value;
        var own = form.GetAttribute("action") ?? pagePath;
        return await PostFormAsync(own.Split('?')[0] == action ? own : action, fields);
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response, string path)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }
}
