using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// By https every cookie of ours is called <c>__Host-…</c>: browsers then keep it for this very host, secure, and let neither a sibling host nor
/// plain http put one in its place. The rest of the house does not know: names are translated here. A cookie that comes without the prefix is
/// not ours, and nobody sees it; but for the few that pages' scripts write.
/// </summary>
internal sealed class HostCookies(RequestDelegate next)
{
    private const string Prefix = "__Host-";
    private static readonly HashSet<string> OfScripts = ["theme"];

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.IsHttps) return next(http);

        var shown = http.Request.Cookies.Where(cookie => OfScripts.Contains(cookie.Key))
            .Concat(http.Request.Cookies.Where(cookie => cookie.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(cookie => KeyValuePair.Create(cookie.Key[Prefix.Length..], cookie.Value)));
        http.Features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(new Shown(shown)));
        http.Features.Set<IResponseCookiesFeature>(new Handed(http.Response.Cookies));
        return next(http);
    }

    private sealed class Shown(IEnumerable<KeyValuePair<string, string>> cookies) : IRequestCookieCollection
    {
        private readonly Dictionary<string, string> byName = cookies.DistinctBy(cookie => cookie.Key).ToDictionary(StringComparer.Ordinal);

        public int Count => byName.Count;

        public ICollection<string> Keys => byName.Keys;

        public string? this[string key] => byName.GetValueOrDefault(key);

        public bool ContainsKey(string key) => byName.ContainsKey(key);

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => byName.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => byName.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Handed(IResponseCookies plain) : IResponseCookiesFeature, IResponseCookies
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => Append(key, value, new CookieOptions());

        public void Append(string key, string value, CookieOptions options) => plain.Append(Prefix + key, value, OfHost(options));

        public void Delete(string key) => Delete(key, new CookieOptions());

        public void Delete(string key, CookieOptions options) => plain.Delete(Prefix + key, OfHost(options));

        // What the prefix demands: without any of it the browser throws the cookie away.
        private static CookieOptions OfHost(CookieOptions options) => new(options) { Secure = true, Path = "/", Domain = null };
    }
}
