namespace PadelSaaS.Browser.House;

/// <summary>One Chromium for the whole run; each visitor has a context of their own in it, which shares nothing with the others.</summary>
internal static class Chromium
{
    /// <summary>How long anything on a page may take, in milliseconds: a loaded machine must not fail a test.</summary>
    public const int Patience = 60_000;

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    /// <summary>The browser.</summary>
    public static Task<IBrowser> Browser => Started.Value;

    // Debian's Chromium, as installed by ops/test; *.localhost is this machine for it without asking anybody.
    private static async Task<IBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
