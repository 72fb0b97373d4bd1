# The cask, for a tap of our own: OWNER/homebrew-tap, in the folder Casks/. Homebrew's own tap takes no app that Gatekeeper turns down, and
# disabled the last of them in September 2026; Tonearm's signature is nobody's (docs/releasing.md says why).
# A template: `cargo xtask release collect` fills in what stands between two underscores, and leaves out everything above the line of dashes.
#
# Checked: it is Ruby (`cargo xtask test`, where there is a Ruby), and a test fills in every blank; the checksum is that of the release's
# own SHA256SUMS.
# Not checked, because it needs a Mac: `brew style`, `brew audit --cask --new`, installing, starting, uninstalling.
# ----
cask "tonearm" do
  version "__VERSION__"
  sha256 "__MACOS_SHA256__"

  url "https://github.com/__REPOSITORY__/releases/download/v#{version}/__MACOS_FILE__"
  name "Tonearm"
  desc "See your own Spotify listening, on your own computer"
  homepage "https://github.com/__REPOSITORY__"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on macos: ">= :ventura"

  app "Tonearm.app"

  uninstall quit: "app.tonearm.desktop"

  # Not the data folder: a listening history is nothing to lose with a program. docs/install.md says where it is.
  zap trash: [
    "~/Library/Caches/app.tonearm.desktop",
    "~/Library/Saved Application State/app.tonearm.desktop.savedState",
    "~/Library/WebKit/app.tonearm.desktop",
  ]

  caveats <<~CAVEATS
    Tonearm is not notarised by Apple, so macOS does not open it at first. Open it once, then allow it under
    System Settings > Privacy & Security > Open Anyway.

    Your listening history stays in ~/Library/Application Support/app.tonearm.desktop when the app goes.
  CAVEATS
end
