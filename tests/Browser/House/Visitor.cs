using System.Text.RegularExpressions;

namespace PadelSaaS.Browser.House;

/// <summary>
/// Somebody with a device: a context of their own, a page, and a watch over what must never happen anywhere: an error in the console, a
/// breach of the content security policy, a request to somebody else's host, a page wider than the screen.
/// </summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    /// <summary>Width from which a device counts as a desk and no longer as a phone.</summary>
    private const int Wide = 768;

    private readonly List<string> faults = [];
    private readonly HashSet<int> expected = [];
    private bool failureExpected;
    private readonly int width;

    private Visitor(IBrowserContext context, IPage page, int width)
    {
        (Context, Page, this.width) = (context, page, width);
        context.Request += (_, request) => Watch(request);
        context.Page += (_, opened) => Watch(opened);
        Watch(page);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    /// <summary>Clicks or taps so far.</summary>
    public int Taps { get; private set; }

    /// <summary>Fields typed into so far.</summary>
    public int Typed { get; private set; }

    public bool OnPhone => width < Wide;

    /// <param name="width">360 is a phone that is touched, 1280 a desk with a mouse.</param>
    /// <param name="locale">What the browser asks for; the club answers in a language it speaks.</param>
    public static async Task<Visitor> WithAsync(int width, string locale = "en-GB", bool scripts = true)
    {
        var phone = width < Wide;
        var browser = await Chromium.Browser;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = phone ? 740 : 860 },
            IsMobile = phone,
            HasTouch = phone,
            Locale = locale,
            TimezoneId = "America/Lima",
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Chromium.Patience);
        return new Visitor(context, await context.NewPageAsync(), width);
    }

    /// <summary>Opens a page of a host; of the host the page is at, without one.</summary>
    public async Task<IResponse> OpenAsync(string path, string? host = null) =>
        (await Page.GotoAsync(new Uri(host is null ? new Uri(Page.Url) : await PlatformProcess.AtAsync(host == "portal" ? null : host), path).ToString()))!;

    /// <summary>Another tab of the same person.</summary>
    public async Task<IPage> OpenTabAsync() => Page = await Context.NewPageAsync();

    /// <summary>Waits until a new page has taken the focus to its start: keys pressed before that are the old page's.</summary>
    public Task SettleAsync() => Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");

    public async Task TapAsync(ILocator what)
    {
        Taps++;
        if (OnPhone) await what.TapAsync();
        else await what.ClickAsync();
    }

    /// <param name="field">Name of the field in its form.</param>
    /// <param name="text">What to type.</param>
    public async Task TypeAsync(string field, string text)
    {
        Typed++;
        await Page.Locator($"main [name={field}]").FillAsync(text);
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Starting(name) });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = Starting(name) });

    /// <summary>Waits for the page of that heading; says what the page reads where it never comes.</summary>
    public async Task HeadingAsync(string text)
    {
        try
        {
            await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync(text);
        }
        catch (PlaywrightException missing)
        {
            throw new InvalidOperationException($"{Page.Url} reads: {await Page.Locator("main").InnerTextAsync()}", missing);
        }
    }

    /// <summary>An answer the test provokes: Chromium writes each failed request into its console.</summary>
    public void Expect(int status) => expected.Add(status);

    /// <summary>From here on the test takes the network away, so a request may fail.</summary>
    public void ExpectFailure() => failureExpected = true;

    /// <summary>Looks at the page: it fits the screen, and a picture of it is kept.</summary>
    public async Task SeeAsync(string picture)
    {
        await ShouldFitAsync();
        await Pictures.TakeAsync(Page, $"{picture}-{width}");
    }

    /// <summary>The page scrolls up and down only; what is wider scrolls inside a box of its own.</summary>
    public async Task ShouldFitAsync()
    {
        var wide = await Page.EvaluateAsync<string[]>("""
            (width) => {
              const clips = (node) => node !== document.body && node !== document.documentElement && (getComputedStyle(node).overflowX !== "visible" || clips(node.parentElement));
              const out = (node) => { const box = node.getBoundingClientRect(); return box.width > 0 && (box.right > width + 1 || box.left < -1); };
              const wide = [...document.querySelectorAll("body *")].filter((node) => out(node) && !clips(node));
              return document.documentElement.scrollWidth > width ? [document.title, ...wide.slice(0, 5).map((node) => node.outerHTML.slice(0, 120))] : wide.slice(0, 5).map((node) => node.outerHTML.slice(0, 120));
            }
            """, width);
        if (wide.Length > 0) faults.Add($"{Page.Url} is wider than {width} px: {string.Join(" | ", wide)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(30));
        faults.ShouldBeEmpty();
    }

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        page.Console += (_, line) =>
        {
            if (line.Type is not ("error" or "warning") || IsExpected(line.Text) || (failureExpected && line.Text.Contains("net::ERR", StringComparison.Ordinal))) return;
            faults.Add($"{page.Url}: {line.Type} {line.Text}");
        };
    }

    private void Watch(IRequest request)
    {
        var url = new Uri(request.Url);
        if (url.Scheme is "data" or "blob") return;
        if (url.Host != "localhost" && !url.Host.EndsWith(".localhost", StringComparison.Ordinal)) faults.Add($"A request to {url.Host}");
    }

    private bool IsExpected(string line) => StatusOf().Match(line) is { Success: true } match && expected.Contains(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static Regex Starting(string name) => new("^" + Regex.Escape(name));

    [GeneratedRegex("the server responded with a status of (\\d+)")]
    private static partial Regex StatusOf();
}
