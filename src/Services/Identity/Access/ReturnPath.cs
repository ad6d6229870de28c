using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Identity;

/// <summary>Where to go after signing in: a path of this very site, or its home. Anything else would send people who trust us elsewhere.</summary>
internal static class ReturnPath
{
    public const string Home = "/";
    private const int Longest = 1000;

    /// <summary>The wish, if it is a path of this site. Browsers read <c>//host</c> and <c>/\host</c> as another site, and drop control characters before they look.</summary>
    public static string Local(string? wish) =>
        wish is { Length: > 0 and <= Longest } && wish[0] == '/' && (wish.Length == 1 || wish[1] is not ('/' or '\\')) && !wish.Any(letter => char.IsControl(letter) || letter == '\\')
            ? wish
            : Home;

    /// <summary>The sign-in page, with the way back to what was asked for. What was posted cannot be asked for again, so the way back is the page it came from.</summary>
    public static string SignIn(HttpRequest request)
    {
        var wish = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? request.Path + request.QueryString
            : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value ? from.PathAndQuery
            : Home;
        return To("/sign-in", wish);
    }

    /// <summary>A page with the way back attached.</summary>
    public static string To(string page, string? wish) => Local(wish) is var path && path == Home ? page : $"{page}?return={Uri.EscapeDataString(path)}";
}
