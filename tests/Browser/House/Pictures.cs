namespace PadelSaaS.Browser.House;

/// <summary>Pictures of pages: kept in the repository when SCREENSHOTS=1, otherwise left in <c>.artifacts/screenshots</c>.</summary>
internal static class Pictures
{
    private const int Tallest = 1800;

    private static readonly bool Kept = Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    private static readonly string Folder = Kept
        ? Path.Combine(PlatformProcess.Root, "tests", "Browser", "screenshots")
        : PlatformProcess.Kept("screenshots");

    /// <summary>The device wishes for dark pages.</summary>
    public static Task DarkenAsync(this IPage page) => WishAsync(page, ColorScheme.Dark);

    /// <summary>The device wishes for light pages.</summary>
    public static Task LightenAsync(this IPage page) => WishAsync(page, ColorScheme.Light);

    // Colours change by transitions, however short: what is looked at in between is neither.
    private static async Task WishAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await page.WaitForFunctionAsync("() => document.getAnimations().every((one) => one.playState !== 'running')");
    }

    public static async Task TakeAsync(IPage page, string name)
    {
        // Fonts swap in after the first paint; a picture of the fallback would differ from run to run.
        await page.EvaluateAsync("() => document.fonts.ready.then(() => {})");
        // As tall as the page, not stitched: what is fixed to the lower edge of a phone then stands below everything.
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        var needed = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(width, Math.Clamp(needed, height, Tallest));
        var picture = await ShootAsync(page);
        await page.SetViewportSizeAsync(width, height);
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{name}.png"), Kept ? SmallPng.Of(picture) : picture);
    }

    // A browser without a screen now and then waits for a frame that never comes. A picture proves nothing: it is asked for once more.
    private static async Task<byte[]> ShootAsync(IPage page)
    {
        var how = new PageScreenshotOptions { Scale = ScreenshotScale.Css, Animations = ScreenshotAnimations.Disabled };
        try
        {
            return await page.ScreenshotAsync(how);
        }
        catch (TimeoutException)
        {
            return await page.ScreenshotAsync(how);
        }
    }
}
