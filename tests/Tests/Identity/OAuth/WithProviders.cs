using System.Net;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity.OAuth;

/// <summary>A platform whose client is known to Google and Facebook, both played by <see cref="StrictProvider"/>.</summary>
public sealed class WithProviders : PlatformFixture
{
    public StrictProvider Google { get; } = new("https://accounts.google.com", "http://localhost/sign-in/with/google/back");

    public StrictProvider Facebook { get; } = new("https://www.facebook.com", "http://localhost/sign-in/with/facebook/back");

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Identity:OAuth:Google:ClientId"] = StrictProvider.ClientId,
        ["Identity:OAuth:Google:ClientSecret"] = StrictProvider.ClientSecret,
        ["Identity:OAuth:Facebook:ClientId"] = StrictProvider.ClientId,
        ["Identity:OAuth:Facebook:ClientSecret"] = StrictProvider.ClientSecret,
    };

    public Browser Browser(string club = "madrid") => new(this, club);

    protected override void More(IServiceCollection services)
    {
        services.PostConfigure<OAuthOptions>("google", options => options.Backchannel = new HttpClient(Google, disposeHandler: false));
        services.PostConfigure<OAuthOptions>("facebook", options => options.Backchannel = new HttpClient(Facebook, disposeHandler: false));
    }
}

/// <summary>One browser with the cookies of several hosts.</summary>
public sealed class Browser(WithProviders platform, string club)
{
    public Visitor Club { get; } = platform.At($"{club}.localhost");

    public Visitor Portal { get; } = platform.At("localhost");

    /// <summary>Sets out from the club; where the provider's page is, with all that is asked there.</summary>
    public async Task<Uri> LeaveAsync(string provider = "google", string back = "/bookings")
    {
        var out_ = await Club.GetAsync($"/sign-in/with/{provider}?return={Uri.EscapeDataString(back)}");
        out_.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var onward = await Portal.GetAsync(out_.Headers.Location!.PathAndQuery);
        onward.StatusCode.ShouldBe(HttpStatusCode.Redirect, await onward.Content.ReadAsStringAsync());
        return onward.Headers.Location!;
    }

    /// <summary>Comes back from the provider to the portal; where the portal sends the browser.</summary>
    public async Task<Uri> ArriveAsync(Uri back)
    {
        var answer = await Portal.GetAsync(back.PathAndQuery);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!;
    }

    /// <summary>All the way out and back; the club's answer to the ticket.</summary>
    public async Task<HttpResponseMessage> ThroughAsync(Stranger who, string provider = "google", string back = "/bookings")
    {
        var there = await LeaveAsync(provider, back);
        return await Club.GetAsync((await ArriveAsync((provider == "google" ? platform.Google : platform.Facebook).Consent(there, who))).PathAndQuery);
    }

    /// <summary>Whose session the browser has at the club; nobody's as <see langword="null"/>.</summary>
    public async Task<string?> WhoAsync()
    {
        var page = await Club.GetAsync("/account");
        if (page.StatusCode != HttpStatusCode.OK) return null;
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        return html.QuerySelector("#email-address bdi")!.TextContent;
    }

    public async Task<string> ReadAsync(string path) => await (await Club.GetAsync(path)).Content.ReadAsStringAsync();
}
